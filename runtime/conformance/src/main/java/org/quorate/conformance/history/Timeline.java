package org.quorate.conformance.history;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * Draws when operations were under way, to no scale: only the order of calls and returns counts.
 *
 * <pre>
 *   line 1: c1 write "a" on k [10, 20]  |===|
 *   line 2: c2 read nothing on k [30, 40]      |===|
 *   line 3: c3 write "b" on k [15, no answer]  |=======...
 * </pre>
 */
final class Timeline {
  /** More say nothing to people; what shows a violation is mostly a handful. */
  static final int OPERATIONS_MAX = 60;

  private static final int STEP_WIDTH = 3;

  private Timeline() {}

  static String draw(List<Operation> all) {
    List<Operation> operations = all.stream().limit(OPERATIONS_MAX).toList();
    TreeSet<Long> moments = new TreeSet<>();
    int width = 0;
    for (Operation operation : operations) {
      moments.add(operation.callNanos());
      Long end = operation.returnNanos();
      if (end != null) {
        moments.add(end);
      }
      width = Math.max(width, operation.toString().length());
    }
    List<Long> order = new ArrayList<>(moments);
    StringBuilder drawing = new StringBuilder();
    for (Operation operation : operations) {
      String name = operation.toString();
      int call = order.indexOf(operation.callNanos()) * STEP_WIDTH;
      Long end = operation.returnNanos();
      int length = (end == null ? order.size() : order.indexOf(end)) * STEP_WIDTH - call;
      drawing
          .append("  ")
          .append(name)
          .append(" ".repeat(width - name.length() + 2 + call))
          .append('|')
          .append("=".repeat(Math.max(0, length - 1)))
          .append(end == null ? "..." : length == 0 ? "" : "|")
          .append('\n');
    }
    int left = all.size() - operations.size();
    return drawing + (left == 0 ? "" : "  and " + left + " more\n");
  }
}
