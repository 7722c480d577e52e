package org.quorate.distributions.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.quorate.api.adversary.ClientAdversary;
import org.quorate.api.adversary.ReplicaAdversary;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.ReplicaSet;
import org.quorate.api.model.Value;
import org.quorate.api.quorum.Misbehaviour;
import org.quorate.conformance.lab.LabOperation;
import org.quorate.distributions.Distribution;
import org.quorate.host.parts.Parts;

/**
 * Rows of the matrix of attacks, each played by the installed liars and cheats on the tightest
 * schedule. Where a bound is what keeps the promise, one liar more is seen to break it.
 */
class InstalledAttacksTest {
  private static final int SEEDS = 10;

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
      broken += beyond.isSafe() ? 0 : 1;
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
    holdsUpToF(setting, "stale", InstalledAttacksTest::writeHereReadThere);
  }

  @ParameterizedTest
  @MethodSource("settings")
  void b6_whatWasAcknowledgedAndNotStoredIsReadAllTheSame(Setting setting) {
    holdsUpToF(setting, "forgetful", InstalledAttacksTest::writeHereReadThere);
  }

  @ParameterizedTest
  @MethodSource("settings")
  void b6_whatWasAcknowledgedAndLostAgainIsReadAllTheSame(Setting setting) {
    holdsUpToF(setting, "rollback", InstalledAttacksTest::writeHereReadThere);
  }

  /** An unfinished write that one reader has seen, and another reader elsewhere. */
  private static void readHereReadThere(Arena<?, ?, ?, ?> arena) {
    arena.write("alice", "old");
    ReplicaSet one = arena.quorum().minus(arena.otherQuorum());
    arena.attack(
        "mallory",
        cheat("partial-write"),
        ReplicaSet.of(one.toList().get(0).number()),
        "new",
        "other");
    arena.reach(arena.quorum());
    arena.read("bob");
    arena.reach(arena.otherQuorum());
    arena.read("carol");
  }

  @ParameterizedTest
  @MethodSource("settings")
  void b3_whatOneReaderHasSeenTheNextOneSees(Setting setting) {
    holdsUpToF(setting, "two-faced", InstalledAttacksTest::readHereReadThere);
  }

  @ParameterizedTest
  @MethodSource("settings")
  void b10_theStatesOfTwinsAreNotReadNewThenOld(Setting setting) {
    holdsUpToF(setting, "twin", InstalledAttacksTest::readHereReadThere);
  }

  @ParameterizedTest
  @MethodSource("settings")
  void b1_theSilentCostNothing(Setting setting) {
    Arena<?, ?, ?, ?> arena = Arena.of(setting, setting.faults(), liar("silent"), 1);
    for (int i = 0; i < 5; i++) {
      asFastAsTheOthers(arena.write("alice", "v" + i));
      asFastAsTheOthers(arena.read("bob"));
    }
    arena.holds();
  }

  private static void asFastAsTheOthers(LabOperation operation) {
    assertThat(operation.returnNanos() - operation.callNanos())
        .as("%s in %s round trips", operation, operation.roundTrips())
        .isLessThanOrEqualTo(operation.roundTrips() * Arena.ROUND_TRIP_NANOS_MAX);
  }

  @ParameterizedTest
  @MethodSource("settings")
  void b1_withoutAQuorumOperationsWaitAndAreNotWrong(Setting setting) {
    Arena<?, ?, ?, ?> arena = Arena.of(setting, setting.faults() + 1, liar("silent"), 1);
    LabOperation read = arena.begun("bob");
    arena.pass(10_000);
    assertThat(read.isDone()).isFalse();
    arena.holds();
  }

  @ParameterizedTest
  @MethodSource("settings")
  void b4_whatIsForgedDoesNotCount(Setting setting) {
    doesNotCount(setting, "forged");
  }

  /**
   * With all but one of the correct replicas the liars are no quorum; with all of them they need
   * not be.
   */
  private static void doesNotCount(Setting setting, String liar) {
    for (long seed = 1; seed <= SEEDS; seed++) {
      Arena<?, ?, ?, ?> arena = Arena.of(setting, setting.faults(), liar(liar), seed);
      arena.write("alice", "old");
      arena.write("carol", "new");
      arena.reach(arena.all().without(arena.last()));
      LabOperation read = arena.begun("bob");
      arena.pass(10_000);
      assertThat(read.isDone()).as("with an answer too few, seed %s", seed).isFalse();
      arena.reach(arena.all());
      assertThat(arena.ended(read).value()).isEqualTo(value("new"));
      arena.holds();
    }
  }

  @ParameterizedTest
  @MethodSource("settings")
  void b5_whoSignsEverythingHelpsNoCheat(Setting setting) {
    holdsUpToF(setting, "permissive", arena -> cheats(arena, "equivocate"));
    for (long seed = 1; seed <= SEEDS; seed++) {
      Arena<?, ?, ?, ?> arena = Arena.of(setting, setting.faults(), liar("permissive"), seed);
      cheats(arena, "double-prepare");
      arena.holds();
    }
  }

  private static void cheats(Arena<?, ?, ?, ?> arena, String cheat) {
    arena.write("alice", "before " + cheat);
    arena.attack(cheat, cheat(cheat), arena.all(), cheat + " one", cheat + " two");
    for (String reader : List.of("bob", "carol", "dave")) {
      arena.read(reader);
    }
  }

  @ParameterizedTest
  @MethodSource("settings")
  void b10_aTwinHelpsNoCheat(Setting setting) {
    for (long seed = 1; seed <= SEEDS / 2; seed++) {
      Arena<?, ?, ?, ?> arena = Arena.of(setting, setting.faults(), liar("twin"), seed);
      cheats(arena, "equivocate");
      cheats(arena, "double-prepare");
      arena.holds();
    }
  }

  @ParameterizedTest
  @MethodSource("settings")
  void b7_upNeedsACertificate(Setting setting) {
    for (long seed = 1; seed <= SEEDS; seed++) {
      Arena<?, ?, ?, ?> arena = Arena.of(setting, setting.faults(), liar("forged"), seed);
      for (long i = 1; i <= 5; i++) {
        assertThat(arena.write(i % 2 == 0 ? "alice" : "bob", "v" + i).version().ts().counter())
            .isEqualTo(i);
      }
      arena.holds();
    }
  }

  @ParameterizedTest
  @MethodSource("settings")
  void b7_downCannotWin(Setting setting) {
    holdsUpToF(
        setting,
        "stale",
        arena -> {
          arena.reach(arena.quorum());
          arena.write("bob", "first");
          arena.reach(arena.otherQuorum());
          // By name alice's is below bob's where both write as if they were the first.
          arena.write("alice", "second");
          arena.reach(arena.quorum());
          arena.read("carol");
        });
  }

  @ParameterizedTest
  @MethodSource("settings")
  void b8_answersOfThePastAreNoVotes(Setting setting) {
    doesNotCount(setting, "parrot");
  }

  @ParameterizedTest
  @MethodSource("settings")
  void b8_anAnswerThatComesTwiceIsOneVote(Setting setting) {
    Arena<?, ?, ?, ?> arena = Arena.of(setting, setting.faults(), liar("silent"), 1);
    arena.network(Arena.DOUBLING);
    arena.write("alice", "v");
    arena.reach(arena.all().without(arena.last()));
    LabOperation read = arena.begun("bob");
    arena.pass(10_000);
    assertThat(read.isDone()).isFalse();
    arena.reach(arena.all());
    assertThat(arena.ended(read).value()).isEqualTo(value("v"));
    arena.holds();
  }

  @ParameterizedTest
  @MethodSource("settings")
  void b9_whatIsAttestedForAnotherEpochIsNotCombined(Setting setting) {
    Arena<?, ?, ?, ?> arena = Arena.of(setting, setting.faults(), liar("other-epoch"), 1);
    writesAndReads(arena);
    arena.reach(arena.all().without(arena.last()));
    LabOperation write = arena.begun("alice", "last");
    arena.pass(10_000);
    assertThat(write.isDone()).as("with an attestation too few").isFalse();
    arena.reach(arena.all());
    assertThat(arena.ended(write).hasReturned()).isTrue();
    arena.holds();
  }

  @ParameterizedTest
  @MethodSource("settings")
  void b9_replicasOfAnotherVariantChangeNothing(Setting setting) {
    settings()
        .filter(other -> other.faults() == setting.faults() && !other.equals(setting))
        .map(other -> new OfVariant(other.protocol()))
        .map(liar -> Arena.of(setting, setting.faults(), liar, 1))
        .forEach(InstalledAttacksTest::writesAndReads);
  }

  private static void writesAndReads(Arena<?, ?, ?, ?> arena) {
    for (int i = 0; i < 5; i++) {
      arena.write(i % 2 == 0 ? "alice" : "bob", "v" + i);
      assertThat(arena.read("carol").value()).isEqualTo(value("v" + i));
    }
    arena.holds();
  }

  @ParameterizedTest
  @MethodSource("settings")
  void b11_whereLiarsAnswerAQuorumWithThemIsEnough(Setting setting) {
    for (String liar : List.of("stale", "two-faced", "twin", "forgetful", "permissive")) {
      for (long seed = 1; seed <= 5; seed++) {
        Arena<?, ?, ?, ?> arena = Arena.of(setting, setting.faults(), liar(liar), seed);
        arena.reach(arena.quorum());
        writesAndReads(arena);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("settings")
  void b11_whereTheyDoNotOperationsWaitForTheOthers(Setting setting) {
    for (String liar :
        List.of("silent", "forged", "echo", "wrong-shares", "parrot", "other-epoch")) {
      Arena<?, ?, ?, ?> arena = Arena.of(setting, setting.faults(), liar(liar), 1);
      arena.write("alice", "old");
      arena.reach(arena.quorum());
      LabOperation write = arena.begun("alice", "new");
      arena.pass(10_000);
      arena.reach(arena.all());
      arena.ended(write);
      assertThat(arena.read("bob").value()).isEqualTo(value("new"));
      arena.holds();
    }
  }

  @ParameterizedTest
  @MethodSource("settings")
  void h1_whoAttestsWronglyIsNamedAndTheWriteCompletes(Setting setting) {
    List<Misbehaviour> noticed = new ArrayList<>();
    for (long seed = 1; seed <= SEEDS; seed++) {
      Arena<?, ?, ?, ?> arena = Arena.of(setting, setting.faults(), liar("wrong-shares"), seed);
      for (int i = 0; i < 5; i++) {
        arena.write("alice", "v" + i);
      }
      arena.holds(); // nobody else is accused
      noticed.addAll(arena.noticed());
    }
    assertThat(noticed).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("settings")
  void d6_aRequestWithAFieldChangedIsNothingThatIsRead(Setting setting) {
    for (long seed = 1; seed <= SEEDS; seed++) {
      Arena<?, ?, ?, ?> arena = Arena.of(setting, 0, liar("silent"), seed);
      arena.write("alice", "old");
      arena.attack("mallory", cheat("mangle"), arena.all(), "as it was", "unused");
      assertThat(arena.read("bob").value()).isEqualTo(value("as it was"));
      assertThat(arena.write("alice", "new").version().ts().counter()).isEqualTo(3);
      arena.holds();
    }
  }
}
