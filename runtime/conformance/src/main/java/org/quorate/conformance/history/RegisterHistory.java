package org.quorate.conformance.history;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.quorate.conformance.history.Interval.Inferred;

/**
 * The operations on one key, made ready for checking: those of faulty clients and reads of unknown
 * outcome are gone, values have numbers, writes of faulty clients that were read are inferred.
 *
 * <p>A write of a faulty client is one timestamp; reads that name none share one write of their
 * value.
 */
record RegisterHistory(List<Interval> intervals, int unknown, int inferred) {

  static RegisterHistory of(List<Operation> operations, Set<String> faultyClients) {
    return new Preparation(operations, faultyClients).prepare();
  }

  /** A value as far as it can be told apart from others: a faulty client may repeat another's. */
  private record Identity(@Nullable String value, @Nullable String faultyTs) {}

  private static final class Preparation {
    private final List<Operation> operations;
    private final Set<String> faultyClients;
    private final Set<String> written = new HashSet<>();
    private final Map<String, List<Operation>> writtenByFaulty = new HashMap<>();
    private final Map<Identity, Integer> numbers = new HashMap<>();
    private final Set<Identity> inferred = new HashSet<>();
    private final List<Interval> intervals = new ArrayList<>();
    private int numbered = Interval.INITIAL;
    private int unknown;

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
      return new RegisterHistory(intervals, unknown, inferred.size());
    }

    private void noteWrite(Operation write) {
      String value = String.valueOf(write.value());
      if (faultyClients.contains(write.client())) {
        writtenByFaulty.computeIfAbsent(value, same -> new ArrayList<>()).add(write);
      } else {
        written.add(value);
      }
    }

    private int numberRead(Operation read) {
      String value = read.value();
      String author = read.author();
      if (author != null && faultyClients.contains(author)) {
        return numberInferred(new Identity(value, read.ts()), author, null);
      }
      if (value == null) {
        return Interval.INITIAL;
      }
      Identity identity = new Identity(value, null);
      List<Operation> byFaulty = author == null ? writtenByFaulty.get(value) : null;
      if (byFaulty != null) {
        Operation first = byFaulty.get(0);
        boolean byOne = byFaulty.stream().allMatch(w -> w.client().equals(first.client()));
        return numberInferred(identity, byOne ? first.client() : null, first);
      }
      return written.contains(value) ? number(identity) : Interval.UNWRITTEN;
    }

    private int numberInferred(
        Identity identity, @Nullable String author, @Nullable Operation recorded) {
      int number = number(identity);
      if (inferred.add(identity)) {
        Inferred write = new Inferred(identity.value(), author, recorded);
        intervals.add(Interval.inferred(number, write));
      }
      return number;
    }

    private int number(Identity identity) {
      return numbers.computeIfAbsent(identity, same -> ++numbered);
    }

    private static Interval interval(Operation operation, int value) {
      Long end = operation.returnNanos();
      return new Interval(
          operation.isWrite(),
          value,
          operation.callNanos(),
          end == null || !operation.ok() ? Long.MAX_VALUE : end,
          operation,
          null);
    }
  }
}
