package org.quorate.conformance.history;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The operations on one key, made ready for checking: those of faulty clients and reads of unknown
 * outcome are gone, values have numbers, writes of faulty clients that were read are inferred.
 *
 * @param repeats whether a value that was read was written more than once
 */
record RegisterHistory(List<Interval> intervals, boolean repeats, int unknown, int inferred) {

  static RegisterHistory of(List<Operation> operations, Set<String> faultyClients) {
    return new Preparation(operations, faultyClients).prepare();
  }

  /** A value as far as it can be told apart from others: a faulty client may repeat another's. */
  private record Identity(@Nullable String value, @Nullable String faultyTs) {}

  private static final class Preparation {
    private final List<Operation> operations;
    private final Set<String> faultyClients;
    private final Map<Identity, Integer> writes = new HashMap<>();
    private final Set<String> writtenByFaulty = new HashSet<>();
    private final Map<Identity, Integer> numbers = new HashMap<>();
    private final List<Interval> intervals = new ArrayList<>();
    private int numbered = Interval.INITIAL;
    private int unknown;
    private int inferred;
    private boolean repeats;

    Preparation(List<Operation> operations, Set<String> faultyClients) {
      this.operations = operations;
      this.faultyClients = faultyClients;
    }

    RegisterHistory prepare() {
      for (Operation operation : operations) {
        if (operation.isWrite()) {
          noteWrite(operation);
        }
      }
      for (Operation operation : operations) {
        if (!faultyClients.contains(operation.client())) {
          unknown += operation.isKnown() ? 0 : 1;
          if (!operation.isWrite() && operation.isKnown()) {
            intervals.add(interval(operation, numberRead(operation)));
          }
        }
      }
      // After the reads, which number the values.
      for (Operation operation : operations) {
        if (operation.isWrite() && !faultyClients.contains(operation.client())) {
          Integer read = numbers.get(new Identity(operation.value(), null));
          intervals.add(interval(operation, read != null ? read : ++numbered));
        }
      }
      return new RegisterHistory(intervals, repeats, unknown, inferred);
    }

    private void noteWrite(Operation write) {
      if (faultyClients.contains(write.client())) {
        writtenByFaulty.add(String.valueOf(write.value()));
      } else {
        writes.merge(new Identity(write.value(), null), 1, Integer::sum);
      }
    }

    private int numberRead(Operation read) {
      String value = read.value();
      if (value == null) {
        return Interval.INITIAL;
      }
      Identity honest = new Identity(value, null);
      boolean byFaulty = !faultyClients.isEmpty() && faultyClients.contains("" + read.author());
      Identity identity = byFaulty ? new Identity(value, read.ts()) : honest;
      Integer known = numbers.get(identity);
      if (known != null) {
        return known;
      }
      int written = byFaulty ? 0 : writes.getOrDefault(honest, 0);
      if (written == 0 && !byFaulty && !writtenByFaulty.contains(value)) {
        return Interval.UNWRITTEN;
      }
      int number = ++numbered;
      numbers.put(identity, number);
      if (written == 0) {
        inferred++;
        intervals.add(Interval.inferred(number));
      }
      repeats |= written > 1;
      return number;
    }

    private static Interval interval(Operation operation, int value) {
      Long end = operation.returnNanos();
      return new Interval(
          operation.isWrite(),
          value,
          operation.callNanos(),
          end == null || !operation.ok() ? Long.MAX_VALUE : end,
          operation);
    }
  }
}
