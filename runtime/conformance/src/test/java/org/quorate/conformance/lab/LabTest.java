package org.quorate.conformance.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.quorate.api.adversary.ReplicaAdversary;
import org.quorate.api.machine.Arrival;
import org.quorate.api.machine.ReplicaMachine;
import org.quorate.api.machine.Reply;
import org.quorate.api.machine.Request;
import org.quorate.api.machine.Step;
import org.quorate.api.model.Key;
import org.quorate.api.model.ReplicaId;
import org.quorate.api.model.ReplicaSet;
import org.quorate.api.quorum.QuorumKind;
import org.quorate.conformance.history.Operation;
import org.quorate.conformance.lab.Lab.Leaving;
import org.quorate.conformance.lab.LabOperation.Status;
import org.quorate.conformance.lab.LabSettings.Durability;
import org.quorate.conformance.lab.ToyRegister.Bug;
import org.quorate.conformance.lab.ToyRegister.Held;
import org.quorate.conformance.lab.ToyRegister.Store;

final class LabTest {
  private static final Key KEY = new Key("k");

  private static Lab<Held, ToyRegister.Question, ToyRegister.Answer, ToyRegister.Journal> lab(
      LabSettings settings) {
    return Lab.of(ToyRegister.correct(), settings);
  }

  private static LabSettings settings(long seed) {
    return LabSettings.of(3, 1, QuorumKind.REGULAR, seed);
  }

  @Test
  void whatWasWrittenIsRead() {
    var lab = lab(settings(1));
    LabOperation write = lab.client("alice").write(KEY, "v1");
    assertThat(lab.run()).isTrue();
    LabOperation read = lab.client("bob").read(KEY);
    assertThat(lab.run()).isTrue();

    assertThat(write.version()).isEqualTo(read.version());
    assertThat(Values.text(read.value())).isEqualTo("v1");
    assertThat(read.roundTrips()).isEqualTo(2);
    assertThat(write.returnNanos()).isLessThan(read.callNanos());
    assertThat(lab.replica(1).state(KEY).version()).isEqualTo(write.version());
  }

  @Test
  void oneSeedGivesOneTrace() {
    assertThat(roughRun(7)).isEqualTo(roughRun(7)).isNotEqualTo(roughRun(8));
  }

  private static String roughRun(long seed) {
    var lab = lab(settings(seed).network(NetworkConditions.ROUGH).diskMicrosMax(3000));
    for (int i = 0; i < 10; i++) {
      lab.client("alice").write(KEY, "a" + i);
      lab.client("bob").write(KEY, "b" + i);
      lab.client("carol").read(KEY);
    }
    lab.at(50_000_000, () -> lab.crash(new ReplicaId(1)));
    lab.at(90_000_000, () -> lab.crash("alice"));
    lab.at(120_000_000, () -> lab.restart(new ReplicaId(1)));
    lab.at(130_000_000, () -> lab.restart("alice"));
    assertThat(lab.run()).isTrue();
    return lab.trace().toString();
  }

  /** Stores nothing, and answers with whatever it first met anywhere. */
  private static final class Collector implements ReplicaAdversary {
    @Override
    public String name() {
      return "collector";
    }

    @Override
    public String description() {
      return "keeps the first state that it meets";
    }

    @Override
    public <S, Q extends Request, A extends Reply> Journey<S, Q, A> journey(long seed) {
      List<S> first = new ArrayList<>();
      return (replica, honest) ->
          new ReplicaMachine<>() {
            @Override
            public S initial(Key key) {
              return honest.initial(key);
            }

            @Override
            public Step<S, A> step(S state, Arrival<Q> arrival) {
              first.add(state);
              Step<S, A> then = honest.step(first.get(0), arrival);
              return new Step<>(first.get(0), then.reply(), then.attest(), then.refusal());
            }
          };
    }
  }

  @Test
  void aLiarThatMovesUsesWhatItSawBefore() {
    var lab = lab(settings(1));
    ReplicaId first = new ReplicaId(1);
    ReplicaId second = new ReplicaId(2);
    ReplicaAdversary collector = new Collector();
    lab.occupy(first, collector);
    LabOperation write = lab.client("alice").write(KEY, "v1");
    assertThat(lab.run()).isTrue();
    lab.free(first, Leaving.AS_IT_IS);
    lab.occupy(second, collector);
    lab.client("bob").read(KEY);
    assertThat(lab.run()).isTrue();

    assertThat(lab.corrupted()).isEqualTo(ReplicaSet.of(1, 2));
    assertThat(lab.replica(2).state(KEY).value().isPresent()).isFalse();
    assertThat(lab.replica(3).state(KEY).version()).isEqualTo(write.version());
  }

  @Test
  void whatIsRepairedIsAsIfItHadNeverBeenTaken() {
    var lab = lab(settings(1));
    ReplicaId first = new ReplicaId(1);
    lab.occupy(first, new Collector());
    LabOperation write = lab.client("alice").write(KEY, "v1");
    assertThat(lab.run()).isTrue();
    assertThat(lab.replica(1).durableState(KEY).value().isPresent()).isFalse();
    lab.free(first, Leaving.REPAIRED);

    assertThat(lab.corrupted()).isEqualTo(ReplicaSet.EMPTY);
    assertThat(lab.replica(1).state(KEY).version()).isEqualTo(write.version());
    assertThat(lab.replica(1).durableState(KEY)).isEqualTo(lab.replica(1).state(KEY));
  }

  @Test
  void lostMessagesAreSentAgain() {
    var lab = lab(settings(2).network(new NetworkConditions(100, 200, 60, 0)));
    LabOperation write = lab.client("alice").write(KEY, "v1");
    assertThat(lab.run()).isTrue();
    assertThat(write.hasReturned()).isTrue();
  }

  @Test
  void aCrashLosesWhatIsNotDurableAndWhatWasToBeSent() {
    var lab = lab(settings(3).diskMicrosMax(1_000_000));
    LabOperation write = lab.client("alice").write(KEY, "v1");
    assertThat(lab.runUntil(() -> !lab.replica(1).state(KEY).equals(Held.GENESIS))).isTrue();
    assertThat(lab.replica(1).durableState(KEY)).isEqualTo(Held.GENESIS);
    assertThat(write.isDone()).isFalse();

    lab.replicas().forEach(replica -> lab.crash(replica.id()));
    lab.replicas().forEach(replica -> lab.restart(replica.id()));
    assertThat(lab.replica(1).state(KEY)).isEqualTo(Held.GENESIS);
    assertThat(lab.runUntil(write::isDone)).isTrue();
  }

  @Test
  void aCrashMayLeaveOnTheDiskWhatNobodyWasTold() {
    var lab = lab(settings(3).diskMicrosMax(1_000_000));
    LabOperation write = lab.client("alice").write(KEY, "v1");
    assertThat(lab.runUntil(() -> !lab.replica(1).state(KEY).equals(Held.GENESIS))).isTrue();
    Held held = lab.replica(1).state(KEY);

    lab.crash(new ReplicaId(1), 100);
    assertThat(write.isDone()).isFalse();
    assertThat(lab.replica(1).durableState(KEY)).isEqualTo(held);
    lab.restart(new ReplicaId(1));
    assertThat(lab.replica(1).state(KEY)).isEqualTo(held);
    assertThat(lab.runUntil(write::isDone)).isTrue();
  }

  @Test
  void aHostThatSendsBeforeItPersistsLosesAcknowledgedWrites() {
    var lab = lab(settings(4).diskMicrosMax(1_000_000).durability(Durability.SEND_BEFORE_PERSIST));
    LabOperation write = lab.client("alice").write(KEY, "v1");
    assertThat(lab.runUntil(write::isDone)).isTrue();
    lab.replicas().forEach(replica -> lab.crash(replica.id()));
    lab.heal();
    LabOperation read = lab.client("bob").read(KEY);
    assertThat(lab.runUntil(read::isDone)).isTrue();
    assertThat(read.value().isPresent()).isFalse();
  }

  @Test
  void aClientThatCrashesAfterJournallingResumesItsWrite() {
    var lab = lab(settings(5));
    lab.crashAtNextJournal("alice");
    LabOperation write = lab.client("alice").write(KEY, "v1");
    assertThat(lab.run()).isTrue();
    assertThat(write.status()).isEqualTo(Status.INTERRUPTED);
    assertThat(lab.replica(1).state(KEY)).isEqualTo(Held.GENESIS);

    lab.restart("alice");
    assertThat(lab.run()).isTrue();
    assertThat(write.hasReturned()).isTrue();
    assertThat(lab.replica(1).state(KEY).version()).isEqualTo(write.version());
  }

  @Test
  void theHistoryHoldsWhatTheClientsSaw() {
    var lab = lab(settings(14));
    lab.client("alice").write(KEY, "v1");
    lab.client("alice").read(KEY);
    assertThat(lab.run()).isTrue();
    lab.crashAtNextJournal("bob");
    lab.client("bob").write(KEY, "v2");
    assertThat(lab.run()).isTrue();
    assertThat(lab.history().operations())
        .extracting(Operation::client, Operation::value, Operation::ts, Operation::isKnown)
        .containsExactly(
            tuple("alice", "v1", "1:alice", true),
            tuple("alice", "v1", "1:alice", true),
            tuple("bob", "v2", null, false));
  }

  @Test
  void aClientThatLostItsJournalLeavesItsWriteUnknown() {
    var lab = lab(settings(6));
    lab.crashAtNextJournal("alice");
    LabOperation write = lab.client("alice").write(KEY, "v1");
    assertThat(lab.run()).isTrue();
    lab.forget("alice");
    lab.restart("alice");
    assertThat(lab.run()).isTrue();
    assertThat(write.status()).isEqualTo(Status.INTERRUPTED);
  }

  @Test
  void aFilterDecidesWhatArrives() {
    var lab = lab(settings(7));
    lab.letPass(
        letter ->
            !(letter instanceof Letter.Asked<?, ?> asked && asked.request() instanceof Store)
                || letter.replica().number() == 2);
    LabOperation write = lab.client("alice").write(KEY, "v1");
    assertThat(lab.runUntil(write::isDone, 500)).isFalse();
    assertThat(lab.replica(1).state(KEY)).isEqualTo(Held.GENESIS);
    assertThat(lab.replica(2).state(KEY)).isNotEqualTo(Held.GENESIS);
    lab.heal();
    assertThat(lab.run()).isTrue();
    assertThat(write.hasReturned()).isTrue();
  }

  @Test
  void withoutAQuorumNothingReturnsAndTheLabSaysWhatIsAwaited() {
    var lab = lab(settings(8));
    lab.cutOff(ReplicaSet.of(1, 2));
    lab.client("alice").write(KEY, "v1");
    assertThat(lab.runUntil(() -> false, 1000)).isFalse();
    assertThat(lab.progress()).contains("alice").contains("queried {r3}");
  }

  @Test
  void aRemovedClientIsRefused() {
    var lab = lab(settings(9));
    lab.revoke("alice");
    lab.client("alice").write(KEY, "v1");
    assertThat(lab.runUntil(() -> false, 1000)).isFalse();
    assertThat(lab.trace().toString()).contains("refused by revoked");
  }

  @Test
  void silentLiarsSayNothing() {
    var lab = lab(settings(10).liar(1, new Silent()));
    LabOperation write = lab.client("alice").write(KEY, "v1");
    assertThat(lab.run()).isTrue();
    assertThat(write.hasReturned()).isTrue();
    assertThat(lab.replica(1).keys()).isEmpty();
  }

  private static final class Silent implements ReplicaAdversary {
    @Override
    public String name() {
      return "silent";
    }

    @Override
    public String description() {
      return "says nothing";
    }

    @Override
    public boolean isSilent() {
      return true;
    }
  }

  @Test
  void observersSeeEachDurableState() {
    var lab = lab(settings(11));
    List<Held> seen = new ArrayList<>();
    lab.observe(
        new Lab.Observer<>() {
          @Override
          public void becameDurable(ReplicaId replica, Key key, Held state) {
            seen.add(state);
          }
        });
    lab.client("alice").write(KEY, "v1");
    assertThat(lab.run()).isTrue();
    assertThat(seen).hasSizeGreaterThanOrEqualTo(2).doesNotContain(Held.GENESIS);
  }

  @Test
  void aStuckRunEnds() {
    var lab = Lab.of(ToyRegister.with(Bug.NEVER_RETURNS), settings(12));
    LabOperation write = lab.client("alice").write(KEY, "v1");
    assertThat(lab.runUntil(write::isDone)).isFalse();
  }

  @Test
  void theChartShowsWhoSaidWhatToWhom() {
    var lab = lab(settings(13).network(new NetworkConditions(100, 100, 0, 0)));
    lab.letPass(letter -> letter.replica().number() != 3);
    lab.client("alice").read(KEY);
    assertThat(lab.run()).isTrue();
    String chart = lab.trace().toString();
    assertThat(chart.lines().findFirst().orElseThrow())
        .contains("alice     r1        r2        r3");
    assertThat(chart)
        .contains("o--------->         |         |         Query[")
        .contains("o.............................x         blocked: Query[")
        .contains("<-------------------o         |         Answer[");
  }
}
