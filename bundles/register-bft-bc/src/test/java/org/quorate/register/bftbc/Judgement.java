package org.quorate.register.bftbc;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.Timestamp;
import org.quorate.api.model.Value;
import org.quorate.api.model.Version;
import org.quorate.api.register.Guarantee;
import org.quorate.api.register.Guarantee.RoundTrips;
import org.quorate.conformance.history.CheckOptions;
import org.quorate.conformance.history.History;
import org.quorate.conformance.history.HistoryCheck;
import org.quorate.conformance.history.Operation;
import org.quorate.conformance.history.Report;
import org.quorate.conformance.lab.LabOperation;
import org.quorate.conformance.lab.LabOperation.Kind;

/**
 * Whether what clients saw of one register is what was promised.
 *
 * @param violations where to say what is not
 */
record Judgement(Guarantee guarantee, Set<String> faulty, List<String> violations) {

  /**
   * When a client was removed.
   *
   * @param written what write certificates could show by then
   */
  record Removal(long nanos, Set<Timestamp> written) {}

  /** What clients saw is linearizable. */
  void history(List<LabOperation> operations) {
    List<Operation> history =
        operations.stream()
            .filter(operation -> operation.callNanos() >= 0)
            .map(Judgement::asHistory)
            .toList();
    Report report =
        HistoryCheck.check(History.of(history), CheckOptions.atomic().faultyClients(faulty));
    if (!report.holds()) {
      violations.add("history: " + report.text());
    }
  }

  private static Operation asHistory(LabOperation operation) {
    boolean write = operation.kind() == Kind.WRITE;
    Value value = operation.hasReturned() ? operation.value() : operation.written();
    return new Operation(
        operation.client(),
        operation.key().name(),
        write ? Operation.Kind.WRITE : Operation.Kind.READ,
        value == null || value.content() == null ? null : value.content().toUtf8(),
        operation.callNanos(),
        operation.hasReturned() ? operation.returnNanos() : null,
        true,
        operation.hasReturned() ? operation.version().ts().toString() : null,
        0);
  }

  /** The order of the versions is a linearization, which is more. */
  void order(List<LabOperation> byCall) {
    for (LabOperation later : byCall) {
      for (LabOperation earlier : byCall) {
        if (earlier.returnNanos() < later.callNanos()) {
          int order = earlier.version().ts().compareTo(later.version().ts());
          if (order > 0 || (order == 0 && later.kind() == Kind.WRITE)) {
            violations.add("not atomic: " + earlier + ", then " + later);
          }
        }
      }
    }
  }

  void values(List<LabOperation> returned, Map<Bytes, LabOperation> writes) {
    Map<Timestamp, Version> versions = new HashMap<>();
    for (LabOperation operation : returned) {
      Version version = operation.version();
      Version same = versions.putIfAbsent(version.ts(), version);
      if (!operation.value().hash().equals(version.hash())
          || (same != null && !same.equals(version))) {
        violations.add("two values at one timestamp: " + operation);
      }
      LabOperation write = writes.get(version.hash());
      if (write != null && (write.callNanos() < 0 || write.callNanos() > operation.returnNanos())) {
        violations.add("read before it was written: " + operation);
      }
    }
  }

  void roundTrips(List<LabOperation> returned) {
    RoundTrips most = guarantee.roundTrips();
    for (LabOperation operation : returned) {
      int worst = operation.kind() == Kind.READ ? most.readWorst() : most.writeWorst();
      if (operation.roundTrips() > worst) {
        violations.add(operation.roundTrips() + " round trips: " + operation);
      }
    }
  }

  /**
   * Versions of a removed client that others came to see, and that no write certificate could have
   * shown when it was removed.
   *
   * @return the most that one client left
   */
  int lurking(List<LabOperation> returned, Map<String, Removal> removals) {
    Map<String, Set<Timestamp>> lurking = new HashMap<>();
    for (LabOperation operation : returned) {
      Timestamp ts = operation.version().ts();
      String author = ts.client().name();
      Removal removal = removals.get(author);
      if (removal != null
          && operation.returnNanos() > removal.nanos()
          && !removal.written().contains(ts)) {
        lurking.computeIfAbsent(author, name -> new HashSet<>()).add(ts);
      }
    }
    lurking.forEach(
        (name, versions) -> {
          if (versions.size() > guarantee.lurkingWritesMax()) {
            violations.add(
                "lurking: " + name + " left " + versions.size() + " writes: " + versions);
          }
        });
    return lurking.values().stream().mapToInt(Set::size).max().orElse(0);
  }
}
