package org.quorate.register.bftbc;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.quorate.api.model.Key;
import org.quorate.api.model.ReplicaId;
import org.quorate.api.model.ReplicaSet;
import org.quorate.api.quorum.QuorumKind;
import org.quorate.conformance.lab.Lab;
import org.quorate.conformance.lab.LabClient;
import org.quorate.conformance.lab.LabSettings;
import org.quorate.conformance.lab.NetworkConditions;
import org.quorate.conformance.lab.Seeds;
import org.quorate.conformance.lab.ThresholdQuorums;

/**
 * A run that the model can follow: four replicas, one of them a liar; correct clients with one
 * write each, which may crash in it and resume; colluders; a network that loses, repeats and
 * delays, and replicas that are cut off now and then.
 */
final class TracedRun {
  /** In the order of their ids, all of them. */
  private static final List<String> HONEST = List.of("alice", "bob", "carol", "dora");

  private static final List<String> FAULTY = List.of("mallory", "mike");
  private static final String READER = "rosa";
  private static final Key KEY = new Key("k");
  private static final ReplicaId LIAR = new ReplicaId(4);
  private static final int ACTS = 40;
  private static final int EVENTS_MAX = 20_000;
  private static final long MILLI = 1_000_000;

  private TracedRun() {}

  static Recorded of(BftBcProtocol protocol, Alteration alteration, long seed) {
    Random random = new Random(Seeds.derive(seed, 0));
    LabSettings settings =
        LabSettings.of(new ThresholdQuorums(4, 1, QuorumKind.DISSEMINATION), seed)
            .network(new NetworkConditions(200, 20_000, random.nextInt(20), random.nextInt(20)))
            .liar(LIAR.number(), Liars.any(random));
    List<String> writers = Stream.of(HONEST, FAULTY).flatMap(List::stream).toList();
    Recorded recorded = new Recorded(alteration, settings.correct(), writers, HONEST.size());
    run(Lab.of(new AlteredProtocol(protocol, recorded), settings), random);
    return recorded;
  }

  private static void run(
      Lab<ReplicaState, BftBcRequest, BftBcReply, WriterJournal> lab, Random random) {
    for (String name : HONEST) {
      lab.at(random.nextInt(300) * MILLI, () -> lab.client(name).write(KEY, name));
      if (random.nextBoolean()) {
        lab.at(random.nextInt(300) * MILLI, () -> lab.crashAtNextJournal(name));
        lab.at((350 + random.nextInt(50)) * MILLI, () -> lab.restart(name));
      }
    }
    for (int i = 0; i < 6; i++) {
      lab.at(random.nextInt(400) * MILLI, () -> lab.client(READER).read(KEY));
    }
    for (int i = 0; i < 3; i++) {
      ReplicaSet one = ReplicaSet.EMPTY.with(new ReplicaId(1 + random.nextInt(4)));
      long when = random.nextInt(300) * MILLI;
      lab.at(when, () -> lab.cutOff(one));
      lab.at(when + random.nextInt(150) * MILLI, () -> lab.cutOff(ReplicaSet.EMPTY));
    }
    Loot loot = new Loot(lab, lab.scope(KEY));
    FAULTY.forEach(name -> Colluder.schedule(lab, name, KEY, loot, random, ACTS, 400));
    lab.runUntil(() -> lab.nowNanos() > 450 * MILLI);
    lab.heal();
    lab.runUntil(() -> HONEST.stream().map(lab::client).allMatch(LabClient::isIdle), EVENTS_MAX);
  }
}
