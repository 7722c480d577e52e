package org.quorate.conformance.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.Key;
import org.quorate.api.model.ReplicaSet;
import org.quorate.api.model.Value;
import org.quorate.api.quorum.QuorumKind;
import org.quorate.conformance.lab.Lab;
import org.quorate.conformance.lab.LabSettings;
import org.quorate.conformance.lab.Letter;
import org.quorate.conformance.lab.ThresholdQuorums;
import org.quorate.conformance.lab.ToyRegister;
import org.quorate.conformance.lab.ToyRegister.Store;

/** Each liar and each cheat does harm to a protocol that does not withstand it. */
final class AdversariesTest {
  private static final ThresholdQuorums QUORUMS = new ThresholdQuorums(3, 1, QuorumKind.REGULAR);
  private static final int SEEDS_MAX = 500;

  private static boolean isSafe(Scenario scenario, long seed) {
    return ProtocolRun.of(ToyRegister.correct(), scenario, seed).isSafe();
  }

  private static void assertBreaks(Scenario scenario) {
    assertThat(LongStream.range(0, SEEDS_MAX).anyMatch(seed -> !isSafe(scenario, seed)))
        .as("%s", scenario)
        .isTrue();
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"SILENT", "BABBLING", "OBLIGING"})
  void oneLiarBreaksWhatToleratesCrashesOnly(Liar liar) {
    assertBreaks(Scenario.rough(QUORUMS).liars(1, liar));
  }

  @ParameterizedTest
  @EnumSource(names = "EQUIVOCATING")
  void aCheatBreaksWhatToleratesCrashesOnly(Cheat cheat) {
    assertBreaks(Scenario.rough(QUORUMS).cheat(cheat));
  }

  @Test
  void aPartialWriteReachesSomeReplicasOnly() {
    assertThat(LongStream.range(0, 50).map(AdversariesTest::holdersOfAPartialWrite))
        .contains(1L, 2L)
        .allMatch(holders -> holders <= QUORUMS.replicas());
  }

  private static long holdersOfAPartialWrite(long seed) {
    Key key = new Key("k");
    var lab = Lab.of(ToyRegister.correct(), LabSettings.of(QUORUMS, seed));
    List<Value> values = List.of(Value.of(Bytes.utf8("a")), Value.of(Bytes.utf8("b")));
    lab.client("mallory").attack(key, Cheat.PARTIAL, values, ReplicaSet.firstOf(3));
    lab.runUntil(() -> false, 500);
    return lab.replicas().stream().filter(r -> r.state(key).value().isPresent()).count();
  }

  @Test
  void aRewoundWriteComesAfterTheFirst() {
    Key key = new Key("k");
    var lab = Lab.of(ToyRegister.correct(), LabSettings.of(QUORUMS, 1));
    List<Value> values = List.of(Value.of(Bytes.utf8("a")), Value.of(Bytes.utf8("b")));
    // The third replica never sees the first write.
    lab.letPass(
        letter ->
            letter.replica().number() != 3
                || !(letter instanceof Letter.Asked<?, ?> asked)
                || !(asked.request() instanceof Store store)
                || !store.held().value().equals(values.get(0)));
    lab.client("mallory").attack(key, Cheat.REWINDING, values, ReplicaSet.firstOf(3));
    assertThat(lab.runUntil(() -> lab.replica(3).state(key).value().equals(values.get(1))))
        .isTrue();
    assertThat(lab.replica(1).state(key).value()).isEqualTo(values.get(0));
    assertThat(lab.replica(3).state(key).version().ts())
        .isEqualTo(lab.replica(1).state(key).version().ts());
  }
}
