package org.quorate.register.bftbc;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.Key;
import org.quorate.api.model.ReplicaId;
import org.quorate.api.model.ReplicaSet;
import org.quorate.api.model.Timestamp;
import org.quorate.api.model.Value;
import org.quorate.api.model.Version;
import org.quorate.api.quorum.QuorumSystem;
import org.quorate.api.register.Guarantee.RoundTrips;
import org.quorate.api.register.RegisterProtocol;
import org.quorate.conformance.history.CheckOptions;
import org.quorate.conformance.history.History;
import org.quorate.conformance.history.HistoryCheck;
import org.quorate.conformance.history.Operation;
import org.quorate.conformance.history.Report;
import org.quorate.conformance.lab.Lab;
import org.quorate.conformance.lab.LabClient;
import org.quorate.conformance.lab.LabOperation;
import org.quorate.conformance.lab.LabOperation.Kind;
import org.quorate.conformance.lab.LabOperation.Status;
import org.quorate.conformance.lab.LabSettings;
import org.quorate.conformance.lab.NetworkConditions;

/**
 * One run from one seed: correct clients that read and write one register, colluders, liars, a
 * rough network, crashes of replicas and clients, the removal of colluders; then peace, in which
 * everything must end; then the verdict.
 */
final class Campaign {
  private static final Key KEY = new Key("k");
  private static final List<String> CORRECT = List.of("alice", "bob", "carol");

  /** Keeps the rules, but loses its journals: its operations may fail or wait, and do no harm. */
  private static final String FORGETFUL = "dave";

  private static final List<String> FAULTY = List.of("mallory", "mike", "zoe");
  private static final int OPERATIONS = 7;
  private static final int ACTS = 25;
  private static final long MILLI = 1_000_000;

  private final RegisterProtocol<ReplicaState, BftBcRequest, BftBcReply, WriterJournal> protocol;
  private final Lab<ReplicaState, BftBcRequest, BftBcReply, WriterJournal> lab;
  private final Invariants invariants;
  private final Random random;
  private final boolean equalValues;
  private final Map<String, Set<Timestamp>> lurking = new HashMap<>();
  private final Map<String, Long> removedNanos = new HashMap<>();
  private final Map<String, Set<Timestamp>> writtenAtRemoval = new HashMap<>();
  final List<String> violations;

  /** With as many liars as the system tolerates. */
  Campaign(
      RegisterProtocol<ReplicaState, BftBcRequest, BftBcReply, WriterJournal> protocol,
      Mode mode,
      QuorumSystem quorums,
      long seed) {
    this(protocol, mode, quorums, quorums.faults(), seed);
  }

  Campaign(
      RegisterProtocol<ReplicaState, BftBcRequest, BftBcReply, WriterJournal> protocol,
      Mode mode,
      QuorumSystem quorums,
      int liars,
      long seed) {
    this.protocol = protocol;
    random = new Random(seed);
    equalValues = random.nextInt(4) == 0;
    LabSettings settings =
        LabSettings.of(quorums, seed)
            .network(
                random.nextInt(4) == 0
                    ? NetworkConditions.CALM
                    : new NetworkConditions(200, 20_000, random.nextInt(20), random.nextInt(20)))
            .diskMicrosMax(random.nextInt(3) * 2000);
    for (int liar = 0; liar < liars; liar++) {
      settings =
          settings.liar(
              quorums.replicas() - liar,
              liars > quorums.faults() ? Liars.accomplice() : Liars.any(random));
    }
    lab = Lab.of(protocol, settings);
    invariants = new Invariants(lab, mode, this::writesOf);
    violations = invariants.violations;
    lab.observe(invariants);
  }

  /** Runs it all; what was violated is in {@link #violations}. */
  Campaign run() {
    CORRECT.forEach(this::work);
    work(FORGETFUL);
    for (int i = 0; i < 2; i++) {
      lab.at(random.nextInt(700) * MILLI, this::forget);
    }
    Loot loot = new Loot(lab, lab.scope(KEY));
    FAULTY.forEach(name -> collude(name, loot));
    for (int i = 0; i < 6; i++) {
      lab.at(random.nextInt(600) * MILLI, this::disturb);
    }
    for (String name : FAULTY) {
      if (random.nextBoolean()) {
        lab.at(random.nextInt(800) * MILLI, () -> remove(name));
      }
    }
    lab.runUntil(() -> lab.nowNanos() > 1000 * MILLI);
    settle();
    CORRECT.forEach(name -> lab.client(name).read(KEY));
    settle();
    judge();
    return this;
  }

  private Stream<LabClient<BftBcRequest, BftBcReply, WriterJournal>> correct() {
    return CORRECT.stream().map(lab::client);
  }

  /** Heals everything, and goes on until the correct clients have nothing left to do. */
  private void settle() {
    for (int crash = 0; crash <= 6; crash++) { // some may yet crash at their next journalling
      lab.heal();
      lab.runUntil(() -> correct().allMatch(c -> c.isIdle() || !c.isRunning()));
    }
    if (!correct().allMatch(LabClient::isIdle)) {
      violations.add("stuck: " + lab.progress());
    }
  }

  private void work(String name) {
    for (int i = 0; i < OPERATIONS; i++) {
      boolean write = random.nextInt(name.equals("carol") ? 5 : 2) == 0;
      String value = equalValues ? name : name + "-" + i;
      long when = random.nextInt(700) * MILLI;
      lab.at(
          when,
          () -> {
            if (write) {
              lab.client(name).write(KEY, Bench.value(value));
            } else {
              lab.client(name).read(KEY);
            }
          });
    }
  }

  private void collude(String name, Loot loot) {
    for (int i = 0; i < ACTS; i++) {
      lab.at(
          random.nextInt(1000) * MILLI,
          () ->
              lab.client(name)
                  .perform(
                      KEY,
                      (setting, nonce) ->
                          new Colluder(loot, new Random(random.nextLong()), setting, nonce)));
    }
  }

  private void disturb() {
    String client = CORRECT.get(random.nextInt(CORRECT.size()));
    ReplicaId replica = new ReplicaId(1 + random.nextInt(lab.settings().quorums().replicas()));
    long later = (20 + random.nextInt(200)) * MILLI;
    switch (random.nextInt(4)) {
      case 0 -> {
        lab.crash(replica);
        lab.at(later, () -> restart(replica));
      }
      case 1 -> {
        lab.crash(client);
        lab.at(later, () -> lab.restart(client));
      }
      case 2 -> {
        lab.crashAtNextJournal(client);
        lab.at(later, () -> lab.restart(client));
      }
      default -> {
        lab.cutOff(ReplicaSet.EMPTY.with(replica));
        lab.at(later, () -> lab.cutOff(ReplicaSet.EMPTY));
      }
    }
  }

  private void forget() {
    lab.crashAtNextJournal(FORGETFUL);
    lab.at(
        (20 + random.nextInt(100)) * MILLI,
        () -> {
          lab.crash(FORGETFUL);
          lab.forget(FORGETFUL);
          lab.restart(FORGETFUL);
        });
  }

  /** How many writes of that value a client that keeps the rules was given; none for others. */
  private int writesOf(Version version) {
    String author = version.ts().client().name();
    return CORRECT.contains(author) || author.equals(FORGETFUL)
        ? (int)
            lab.client(author).operations().stream()
                .filter(operation -> operation.kind() == Kind.WRITE)
                .filter(operation -> version.hash().equals(operation.written().hash()))
                .count()
        : Integer.MAX_VALUE;
  }

  private void restart(ReplicaId replica) {
    if (!lab.replica(replica).isRunning()) {
      lab.restart(replica);
    }
  }

  private void remove(String name) {
    lab.revoke(name);
    removedNanos.put(name, lab.nowNanos());
    writtenAtRemoval.put(name, invariants.writtenSoFar());
  }

  private void judge() {
    List<LabOperation> operations = new ArrayList<>();
    correct().forEach(client -> operations.addAll(client.operations()));
    Map<Bytes, LabOperation> writes = new HashMap<>();
    for (LabOperation operation : operations) {
      if (operation.kind() == Kind.WRITE) {
        writes.putIfAbsent(operation.written().hash(), operation);
      }
      if (operation.status() == Status.FAILED) {
        violations.add("failed: " + operation);
      }
    }
    operations.addAll(lab.client(FORGETFUL).operations());
    List<LabOperation> returned =
        operations.stream()
            .filter(LabOperation::hasReturned)
            .sorted(Comparator.comparingLong(LabOperation::callNanos))
            .toList();
    checkHistory(operations);
    checkOrder(returned);
    checkValues(returned, writes);
    checkRoundTrips(returned.stream().filter(o -> CORRECT.contains(o.client())).toList());
    checkLurking(returned);
  }

  /** What clients saw is linearizable. */
  private void checkHistory(List<LabOperation> operations) {
    List<Operation> history =
        operations.stream()
            .filter(operation -> operation.callNanos() >= 0)
            .map(Campaign::asHistory)
            .toList();
    Report report =
        HistoryCheck.check(
            History.of(history), CheckOptions.atomic().faultyClients(Set.copyOf(FAULTY)));
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
  private void checkOrder(List<LabOperation> byCall) {
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

  private void checkValues(List<LabOperation> returned, Map<Bytes, LabOperation> writes) {
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

  private void checkRoundTrips(List<LabOperation> returned) {
    RoundTrips most = protocol.guarantee().roundTrips();
    for (LabOperation operation : returned) {
      int worst = operation.kind() == Kind.READ ? most.readWorst() : most.writeWorst();
      if (operation.roundTrips() > worst) {
        violations.add(operation.roundTrips() + " round trips: " + operation);
      }
    }
  }

  /**
   * Versions of a removed client that correct clients came to see, and that no write certificate
   * could have shown when it was removed.
   */
  private void checkLurking(List<LabOperation> returned) {
    for (LabOperation operation : returned) {
      Timestamp ts = operation.version().ts();
      Long removal = removedNanos.get(ts.client().name());
      if (removal != null
          && operation.returnNanos() > removal
          && !writtenAtRemoval.get(ts.client().name()).contains(ts)) {
        lurking.computeIfAbsent(ts.client().name(), name -> new HashSet<>()).add(ts);
      }
    }
    int most = protocol.guarantee().lurkingWritesMax();
    lurking.forEach(
        (name, versions) -> {
          if (versions.size() > most) {
            violations.add(name + " left " + versions.size() + " writes: " + versions);
          }
        });
  }

  boolean shows(String violation) {
    return violations.stream().anyMatch(found -> found.startsWith(violation));
  }

  int lurkingMost() {
    return lurking.values().stream().mapToInt(Set::size).max().orElse(0);
  }

  String trace() {
    return lab.trace().toString();
  }
}
