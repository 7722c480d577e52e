package org.quorate.conformance.history;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The definitions, word by word, for histories of one key and a handful of operations. */
final class BruteForce {
  private static final String NOTHING = "";

  /** Stands for writes of faulty clients that others read: unknown, begun before all else. */
  private static final String INFERRED = "inferred";

  /** A removal, or the moment from which on writes are masked: takes effect at its time. */
  private static final String MOMENT = "moment";

  private final List<Operation> operations = new ArrayList<>();
  private final Set<String> faulty;

  BruteForce(List<Operation> history, Set<String> faulty) {
    this.faulty = faulty;
    Set<String> written = new HashSet<>();
    for (Operation operation : history) {
      boolean byFaulty = faulty.contains(operation.client());
      if (!byFaulty) {
        operations.add(operation);
      } else if (operation.isWrite()) {
        written.add(identity(operation));
      }
    }
    Set<String> inferred = new HashSet<>();
    for (Operation read : List.copyOf(operations)) {
      if (read.isWrite() || !read.isKnown()) {
        continue;
      }
      String author = read.author();
      boolean byFaulty =
          author == null
              ? read.value() != null && written.contains(identity(read))
              : faulty.contains(author);
      if (byFaulty && inferred.add(identity(read))) {
        operations.add(Operation.write(INFERRED, "k", "" + read.value(), 0, null).at(read.ts()));
      }
    }
  }

  private String identity(@Nullable Operation operation) {
    if (operation == null) {
      return NOTHING;
    }
    String author = operation.author();
    return author != null && faulty.contains(author)
        ? operation.value() + "@" + operation.ts()
        : operation.value() == null ? NOTHING : "" + operation.value();
  }

  /** Whether some order of all known and some unknown operations explains every read. */
  boolean isLinearizable() {
    return fewestLate(null, Long.MAX_VALUE) < Integer.MAX_VALUE;
  }

  /**
   * How many writes of {@code author} come after {@code removal} in the order that explains every
   * read and has fewest of them; {@link Integer#MAX_VALUE} if none does.
   */
  int fewestLate(@Nullable String author, long removal) {
    if (author == null) {
      return fewestLate(0, null, "");
    }
    operations.add(0, Operation.read(MOMENT, "k", null, removal, removal));
    int fewest = fewestLate(0, null, author);
    operations.remove(0);
    return fewest;
  }

  private int fewestLate(int done, @Nullable Operation held, String author) {
    boolean complete = true;
    int fewest = Integer.MAX_VALUE;
    for (int i = 0; i < operations.size(); i++) {
      if (isIn(done, i)) {
        continue;
      }
      Operation next = operations.get(i);
      complete &= !next.isKnown();
      boolean isMoment = next.client().equals(MOMENT);
      boolean fits =
          next.isWrite() || isMoment || (next.isKnown() && identity(next).equals(identity(held)));
      if (fits && mayBeNext(done, next)) {
        int rest = fewestLate(done | 1 << i, next.isWrite() ? next : held, author);
        boolean late = isInferredOf(author, next) && isIn(done, 0);
        fewest = Math.min(fewest, late && rest < Integer.MAX_VALUE ? rest + 1 : rest);
      }
    }
    return complete ? 0 : fewest;
  }

  private static boolean isInferredOf(String author, Operation write) {
    return write.client().equals(INFERRED) && author.equals(write.author());
  }

  /** Whether no read called after these many masking writes returns a write of {@code author}. */
  boolean isMasked(String author, long removal, int maskingWrites) {
    long mask = mask(removal, maskingWrites);
    return operations.stream()
        .filter(o -> !o.isWrite() && o.isKnown() && o.callNanos() > mask)
        .noneMatch(o -> author.equals(o.author()));
  }

  private long mask(long after, int writes) {
    if (writes == 0) {
      return after;
    }
    return operations.stream()
        .filter(o -> o.isWrite() && o.isKnown() && o.callNanos() > after)
        .mapToLong(o -> mask(Objects.requireNonNull(o.returnNanos()), writes - 1))
        .min()
        .orElse(Long.MAX_VALUE);
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

  /**
   * A write of a faulty client excuses nothing: it may have been at any time, so it always would.
   */
  private boolean hasConcurrentWrite(Operation read) {
    return operations.stream()
        .filter(w -> w.isWrite() && !w.client().equals(INFERRED))
        .anyMatch(w -> !precedes(w, read) && !precedes(read, w));
  }

  private boolean isRegular(Operation read) {
    List<Operation> before =
        operations.stream().filter(o -> o.isWrite() && precedes(o, read)).toList();
    if (identity(read).equals(NOTHING)) {
      return before.isEmpty();
    }
    return operations.stream()
        .filter(o -> o.isWrite() && identity(o).equals(identity(read)) && !precedes(read, o))
        .anyMatch(w -> before.stream().noneMatch(newer -> precedes(w, newer)));
  }
}
