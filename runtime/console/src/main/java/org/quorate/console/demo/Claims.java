package org.quorate.console.demo;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.quorate.api.model.ReplicaId;
import org.quorate.conformance.history.CheckOptions;
import org.quorate.conformance.history.History;
import org.quorate.conformance.history.HistoryCheck;
import org.quorate.conformance.history.Operation;
import org.quorate.conformance.history.Report;
import org.quorate.console.demo.DemoReport.Claim;
import org.quorate.console.demo.DemoReport.Sample;
import org.quorate.console.load.LoadReport;
import org.quorate.host.wire.ReplicaStatus;

/** Checks what a demonstration claims against what was recorded in it. */
final class Claims {
  private final History history;
  private final LoadReport load;
  private final Set<String> cheats;
  private final List<Claim> claims = new ArrayList<>();

  /**
   * Claims about one run.
   *
   * @param history every operation of correct clients, and the reads after the end
   * @param cheats the clients that cheated
   */
  Claims(History history, LoadReport load, Set<String> cheats) {
    this.history = history;
    this.load = load;
    this.cheats = cheats;
  }

  List<Claim> all() {
    return List.copyOf(claims);
  }

  void everyOperationCompleted() {
    claims.add(
        new Claim(
            "every operation of a correct client completed, through all of it",
            load.failed() == 0 && load.operations() > 0,
            load.operations() + " completed, " + load.failed() + " failed"));
  }

  void historyIsLinearizable() {
    Report report = HistoryCheck.check(history, CheckOptions.atomic().faultyClients(cheats));
    claims.add(
        new Claim(
            "the registers were atomic: nothing acknowledged was lost, nobody read a value and then"
                + " an older one",
            report.holds(),
            report.text().strip()));
  }

  /** The only checker that matters must be able to fail: spoils one read and checks again. */
  void checkerWouldNotice() {
    List<Operation> spoiled = new ArrayList<>(history.operations());
    for (int i = spoiled.size() - 1; i >= 0; i--) {
      Operation operation = spoiled.get(i);
      if (!operation.isWrite() && operation.isKnown() && operation.value() != null) {
        spoiled.set(
            i,
            new Operation(
                operation.client(),
                operation.key(),
                operation.kind(),
                null,
                operation.callNanos(),
                operation.returnNanos(),
                true,
                "0:none",
                operation.line()));
        break;
      }
    }
    boolean noticed =
        !HistoryCheck.check(History.of(spoiled), CheckOptions.atomic().faultyClients(cheats))
            .holds();
    claims.add(
        new Claim(
            "the check can fail: the same history with one read made empty is refused",
            noticed,
            noticed ? "refused" : "not noticed"));
  }

  void onlyTheLiarWasCaught(ReplicaId liar) {
    long caught = 0;
    List<String> others = new ArrayList<>();
    for (Map.Entry<String, Long> entry : load.misbehaviour().entrySet()) {
      if (entry.getKey().startsWith(liar + " ")) {
        caught += entry.getValue();
      } else {
        others.add(entry.getKey());
      }
    }
    claims.add(
        new Claim(
            "clients caught " + liar + " lying, and accused nobody else",
            caught > 0 && others.isEmpty(),
            caught + " lies of " + liar + " noticed; others accused: " + others));
  }

  /** Invariant: one timestamp never gets two values (BFT-BC, section 4). */
  void oneValuePerTimestamp() {
    Map<String, Set<String>> values = new HashMap<>();
    Set<String> byCheats = new HashSet<>();
    for (Operation operation : history.operations()) {
      if (operation.isKnown() && operation.ts() != null) {
        values
            .computeIfAbsent(operation.key() + " " + operation.ts(), at -> new HashSet<>())
            .add(String.valueOf(operation.value()));
        String author = operation.author();
        if (author != null && cheats.contains(author)) {
          byCheats.add(operation.key() + " " + operation.ts());
        }
      }
    }
    List<String> doubled =
        values.entrySet().stream()
            .filter(entry -> entry.getValue().size() > 1)
            .map(Map.Entry::getKey)
            .toList();
    claims.add(
        new Claim(
            "no timestamp ever showed two values, those of the cheating clients included",
            doubled.isEmpty(),
            values.size()
                + " timestamps seen, "
                + byCheats.size()
                + " of them by cheats; with two values: "
                + doubled));
  }

  void wentOnDuring(String what, long completed) {
    claims.add(
        new Claim(
            "operations went on while " + what, completed > 0, completed + " completed meanwhile"));
  }

  /**
   * For each provider that served.
   *
   * @param samples of all the time
   */
  void wentOnWhileExchanged(List<Served> providers, List<Sample> samples) {
    List<String> figures =
        providers.stream()
            .map(
                served ->
                    String.format(
                        "%s: %d completed, the longest took %.0f ms",
                        served.provider(), served.completed(), served.longestMillis(samples)))
            .toList();
    claims.add(
        new Claim(
            "operations went on while the provider of signatures was exchanged everywhere, at last"
                + " by one of a bundle that came and went",
            providers.size() > 2 && providers.stream().allMatch(served -> served.completed() > 0),
            String.join("; ", figures)));
  }

  void cameBack(ReplicaId killed, Map<ReplicaId, ReplicaStatus> statuses) {
    ReplicaStatus status = statuses.get(killed);
    claims.add(
        new Claim(
            killed + " came back from kill -9 with its disk and serves again",
            status != null && status.complaints().isEmpty() && status.requests() > 0,
            status == null
                ? "no answer"
                : status.requests() + " requests since, complaints: " + status.complaints()));
  }

  void allAreWell(int replicas, Map<ReplicaId, ReplicaStatus> statuses) {
    List<String> unwell = new ArrayList<>();
    statuses.forEach(
        (replica, status) -> {
          if (!status.complaints().isEmpty() || status.adversary() != null) {
            unwell.add(replica + " " + status.complaints());
          }
        });
    claims.add(
        new Claim(
            "in the end all replicas are honest and well",
            statuses.size() == replicas && unwell.isEmpty(),
            statuses.size() + " of " + replicas + " answer; not well: " + unwell));
  }
}
