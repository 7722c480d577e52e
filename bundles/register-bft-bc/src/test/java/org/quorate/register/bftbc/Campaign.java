package org.quorate.register.bftbc;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.Key;
import org.quorate.api.model.ReplicaId;
import org.quorate.api.model.ReplicaSet;
import org.quorate.api.model.Version;
import org.quorate.api.quorum.QuorumSystem;
import org.quorate.conformance.lab.Lab;
import org.quorate.conformance.lab.LabClient;
import org.quorate.conformance.lab.LabOperation;
import org.quorate.conformance.lab.LabOperation.Kind;
import org.quorate.conformance.lab.LabOperation.Status;
import org.quorate.conformance.lab.LabReplica;
import org.quorate.conformance.lab.LabSettings;
import org.quorate.conformance.lab.NetworkConditions;
import org.quorate.conformance.lab.Seeds;

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

  /** More than what is left to do when all is healed ever takes. */
  private static final int EVENTS_MAX = 20_000;

  private static final long MILLI = 1_000_000;

  private final BftBcProtocol protocol;
  private final Alteration alteration;
  private final Lab<ReplicaState, BftBcRequest, BftBcReply, WriterJournal> lab;
  private final Invariants invariants;
  private final Random random;
  private final boolean equalValues;
  private final Map<String, Judgement.Removal> removals = new HashMap<>();
  private int crashes;
  private int tailsLost;
  private int lurkingMost;
  final List<String> violations;

  /** The protocol as it is, with as many liars as the system tolerates. */
  Campaign(BftBcProtocol protocol, QuorumSystem quorums, long seed) {
    this(protocol, Alteration.NONE, quorums, quorums.faults(), seed);
  }

  Campaign(
      BftBcProtocol protocol, Alteration alteration, QuorumSystem quorums, int liars, long seed) {
    this.protocol = protocol;
    this.alteration = alteration;
    random = new Random(Seeds.derive(seed, 0)); // small seeds begin with equal numbers
    equalValues = random.nextInt(4) == 0;
    LabSettings settings =
        LabSettings.of(alteration.quorums(quorums), seed)
            .network(
                random.nextInt(4) == 0
                    ? NetworkConditions.CALM
                    : new NetworkConditions(200, 20_000, random.nextInt(20), random.nextInt(20)))
            .diskMicrosMax(random.nextInt(3) * 10_000);
    for (int liar = 0; liar < liars; liar++) {
      settings =
          settings.liar(
              quorums.replicas() - liar,
              liars > quorums.faults() ? Liars.accomplice() : Liars.any(random));
    }
    lab = Lab.of(new AlteredProtocol(protocol, alteration), alteration.settings(settings));
    invariants = new Invariants(lab, protocol.mode(), this::writesOf);
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
    FAULTY.forEach(name -> Colluder.schedule(lab, name, KEY, loot, random, ACTS, 1000));
    for (int i = 0; i < 6; i++) {
      lab.at(random.nextInt(600) * MILLI, this::disturb);
    }
    for (String name : FAULTY) {
      if (random.nextBoolean()) {
        lab.at(random.nextInt(800) * MILLI, () -> remove(name));
      }
    }
    lab.runUntil(() -> isOver() || lab.nowNanos() > 1000 * MILLI);
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
    lab.heal();
    lab.runUntil(() -> isOver() || correct().allMatch(LabClient::isIdle), EVENTS_MAX);
    if (!isOver() && !correct().allMatch(LabClient::isIdle)) {
      violations.add("stuck: " + lab.progress());
    }
  }

  /** An operation failed, after which its client cannot go on. */
  private boolean isOver() {
    for (String name : CORRECT) {
      for (LabOperation operation : lab.client(name).operations()) {
        if (operation.status() == Status.FAILED) {
          return true;
        }
      }
    }
    return false;
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

  private void disturb() {
    String client = CORRECT.get(random.nextInt(CORRECT.size()));
    ReplicaId replica = new ReplicaId(1 + random.nextInt(lab.settings().quorums().replicas()));
    long later = (20 + random.nextInt(200)) * MILLI;
    switch (random.nextInt(4)) {
      case 0 -> {
        crash(replica);
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

  private void crash(ReplicaId id) {
    LabReplica<ReplicaState, BftBcRequest, BftBcReply> replica = lab.replica(id);
    crashes++;
    if (!replica.state(KEY).equals(replica.durableState(KEY))) {
      tailsLost++;
    }
    lab.crash(id);
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
      alteration.restarted(replica);
      lab.restart(replica);
    }
  }

  private void remove(String name) {
    lab.revoke(name);
    removals.put(name, new Judgement.Removal(lab.nowNanos(), invariants.writtenSoFar()));
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
      operation.noticed().stream()
          .filter(notice -> lab.settings().correct().contains(notice.replica()))
          .forEach(notice -> violations.add("accused: " + notice + " by " + operation));
    }
    operations.addAll(lab.client(FORGETFUL).operations());
    List<LabOperation> returned = operations.stream().filter(LabOperation::hasReturned).toList();
    Judgement judgement = new Judgement(protocol.guarantee(), Set.copyOf(FAULTY), violations);
    judgement.history(operations);
    judgement.order(returned);
    judgement.values(returned, writes);
    judgement.roundTrips(returned.stream().filter(o -> CORRECT.contains(o.client())).toList());
    lurkingMost = judgement.lurking(returned, removals);
  }

  boolean shows(String violation) {
    return violations.stream().anyMatch(found -> found.startsWith(violation));
  }

  /**
   * What came of what a run was to try.
   *
   * @param tailsLost crashes that lost something
   * @param lurking the most writes that one removed client left
   */
  record Reached(int crashes, int tailsLost, boolean equalValues, int lurking) {}

  Reached reached() {
    return new Reached(crashes, tailsLost, equalValues, lurkingMost);
  }
}
