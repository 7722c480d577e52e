package org.quorate.conformance.history;

import java.util.List;

/**
 * Why the operations on one key are not what was promised.
 *
 * @param operations the smallest set of operations found that shows it, by the times of their calls
 * @param reason for people
 */
public record Violation(String key, List<Operation> operations, String reason) {
  public Violation {
    operations = List.copyOf(operations);
  }

  /** The reason, the operations and a drawing of when they were under way. */
  public String text() {
    return "key " + Quoted.shortened(key) + ": " + reason + "\n" + Timeline.draw(operations);
  }
}
