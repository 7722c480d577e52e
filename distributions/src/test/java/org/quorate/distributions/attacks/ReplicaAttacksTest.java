package org.quorate.distributions.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.quorate.api.adversary.ClientAdversary;
import org.quorate.api.adversary.ReplicaAdversary;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.ReplicaId;
import org.quorate.api.model.ReplicaSet;
import org.quorate.api.model.Value;
import org.quorate.api.quorum.Misbehaviour;
import org.quorate.conformance.lab.LabOperation;
import org.quorate.distributions.Distribution;
import org.quorate.host.parts.Parts;

/**
 * The rows of the matrix of attacks about faulty replicas, each played by the installed liar on the
 * tightest schedule. Where a bound is what keeps the promise, one liar more is seen to break it.
 */
class ReplicaAttacksTest {
  private static final int SEEDS = 20;

  private static Parts parts;

  @BeforeAll
  static void startsTheParts() throws IOException {
    parts = Parts.start(Distribution.bundles());
  }

  @AfterAll
  static void stopsTheParts() {
    parts.close();
  }

  static Stream<Setting> settings() {
    return Setting.all(parts);
  }

  private static ReplicaAdversary liar(String name) {
    return parts.lease(ReplicaAdversary.class, name).call(liar -> liar);
  }

  private static ClientAdversary cheat(String name) {
    return parts.lease(ClientAdversary.class, name).call(cheat -> cheat);
  }

  private static Value value(String text) {
    return Value.of(Bytes.utf8(text));
  }

  /** What {@code schedule} does to f liars of that name holds, and to f+1 it does not. */
  private static void holdsUpToF(Setting setting, String liar, Schedule schedule) {
    int broken = 0;
    for (long seed = 1; seed <= SEEDS; seed++) {
      Arena<?, ?, ?, ?> tolerated = Arena.of(setting, setting.faults(), liar(liar), seed);
      schedule.play(tolerated);
      tolerated.holds();
      Arena<?, ?, ?, ?> beyond = Arena.of(setting, setting.faults() + 1, liar(liar), seed);
      schedule.play(beyond);
      broken += beyond.violations().isEmpty() ? 0 : 1;
    }
    assertThat(broken).as("how often one liar more was too many").isPositive();
  }

  private interface Schedule {
    void play(Arena<?, ?, ?, ?> arena);
  }

  /** A write at one quorum, and a read at the one that shares the least with it. */
  private static void writeHereReadThere(Arena<?, ?, ?, ?> arena) {
    arena.write("alice", "old");
    arena.reach(arena.quorum());
    arena.write("alice", "new");
    arena.reach(arena.otherQuorum());
    arena.read("bob");
  }

  @ParameterizedTest
  @MethodSource("settings")
  void b2_aStaleValueIsNotReadAfterANewerOne(Setting setting) {
    holdsUpToF(setting, "stale", ReplicaAttacksTest::writeHereReadThere);
  }

  @ParameterizedTest
  @MethodSource("settings")
  void b6_whatWasAcknowledgedAndNotStoredIsReadAllTheSame(Setting setting) {
    holdsUpToF(setting, "forgetful", ReplicaAttacksTest::writeHereReadThere);
  }

  /** An unfinished write that one reader has seen, and another reader elsewhere. */
  private static void readHereReadThere(Arena<?, ?, ?, ?> arena) {
    arena.write("alice", "old");
    ReplicaSet one = arena.quorum().minus(arena.otherQuorum());
    arena.attack("mallory", cheat("partial-write"), ReplicaSet.of(one.toList().get(0).number()), "new", "other");
    arena.reach(arena.quorum());
    arena.read("bob");
    arena.reach(arena.otherQuorum());
    arena.read("carol");
  }

  @ParameterizedTest
  @MethodSource("settings")
  void b3_whatOneReaderHasSeenTheNextOneSees(Setting setting) {
    holdsUpToF(setting, "two-faced", ReplicaAttacksTest::readHereReadThere);
  }

  @ParameterizedTest
  @MethodSource("settings")
  void b10_theStatesOfTwinsAreNotReadNewThenOld(Setting setting) {
    holdsUpToF(setting, "twin", ReplicaAttacksTest::readHereReadThere);
  }
}
