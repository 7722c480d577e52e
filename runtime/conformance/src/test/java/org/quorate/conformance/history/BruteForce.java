package org.quorate.conformance.history;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The definitions, word by word, for histories of one key and a handful of operations. */
final class BruteForce {
  private static final String NOTHING = "";

  private final List<Operation> operations = new ArrayList<>();
  private final Set<String> faulty;

  /** Writes of faulty clients stand as unknown writes that began before everything else. */
  BruteForce(List<Operation> history, Set<String> faulty) {
    this.faulty = faulty;
    Set<String> honest = new HashSet<>();
    Set<String> dishonest = new HashSet<>();
    for (Operation operation : history) {
      boolean byFaulty = faulty.contains(operation.client());
      if (!byFaulty) {
        operations.add(operation);
      }
      if (operation.isWrite()) {
        (byFaulty ? dishonest : honest).add(identity(operation));
      }
    }
    for (Operation read : List.copyOf(operations)) {
      String identity = identity(read);
      boolean named = !identity.equals("" + read.value());
      boolean known = !read.isWrite() && read.isKnown() && read.value() != null;
      if (known && (named || dishonest.contains(identity)) && honest.add(identity)) {
        Operation write = Operation.write("m", read.key(), "" + read.value(), Long.MIN_VALUE, null);
        operations.add(named ? write.at(read.ts()) : write);
      }
    }
  }

  private String identity(@Nullable Operation operation) {
    if (operation == null || operation.value() == null) {
      return NOTHING;
    }
    String author = operation.author();
    return author != null && faulty.contains(author)
        ? operation.value() + "@" + operation.ts()
        : "" + operation.value();
  }

  /** Whether some order of all known and some unknown operations explains every read. */
  boolean isLinearizable() {
    return explains(0, null);
  }

  private boolean explains(int done, @Nullable Operation held) {
    boolean complete = true;
    for (int i = 0; i < operations.size(); i++) {
      if (isIn(done, i)) {
        continue;
      }
      Operation next = operations.get(i);
      complete &= !next.isKnown();
      boolean fits = next.isWrite() || (next.isKnown() && identity(next).equals(identity(held)));
      if (fits && mayBeNext(done, next) && explains(done | 1 << i, next.isWrite() ? next : held)) {
        return true;
      }
    }
    return complete;
  }

  private boolean mayBeNext(int done, Operation next) {
    for (int i = 0; i < operations.size(); i++) {
      if (!isIn(done, i) && precedes(operations.get(i), next)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isIn(int set, int index) {
    return (set & 1 << index) != 0;
  }

  private static boolean precedes(Operation a, Operation b) {
    Long end = a.returnNanos();
    return a.isKnown() && end != null && end < b.callNanos();
  }

  boolean isRegular() {
    return operations.stream().allMatch(o -> o.isWrite() || !o.isKnown() || isRegular(o));
  }

  boolean isSafe() {
    return operations.stream()
        .allMatch(o -> o.isWrite() || !o.isKnown() || hasConcurrentWrite(o) || isRegular(o));
  }

  private boolean hasConcurrentWrite(Operation read) {
    return operations.stream()
        .anyMatch(w -> w.isWrite() && !precedes(w, read) && !precedes(read, w));
  }

  private boolean isRegular(Operation read) {
    List<Operation> before =
        operations.stream().filter(o -> o.isWrite() && precedes(o, read)).toList();
    if (read.value() == null) {
      return before.isEmpty();
    }
    return operations.stream()
        .filter(o -> o.isWrite() && identity(o).equals(identity(read)) && !precedes(read, o))
        .anyMatch(w -> before.stream().noneMatch(newer -> precedes(w, newer)));
  }
}
