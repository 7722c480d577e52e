package org.quorate.register.abd;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.quorate.api.machine.Ask;
import org.quorate.api.machine.ClientOperation;
import org.quorate.api.machine.ClientStep;
import org.quorate.api.machine.Input;
import org.quorate.api.machine.Nonce;
import org.quorate.api.machine.Outcome;
import org.quorate.api.machine.Refusal;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.ClientId;
import org.quorate.api.model.ReplicaId;
import org.quorate.api.model.ReplicaSet;
import org.quorate.api.model.Timestamp;
import org.quorate.api.model.Timestamp.Path;
import org.quorate.api.model.Value;
import org.quorate.api.model.Version;
import org.quorate.api.quorum.QuorumKind;
import org.quorate.api.register.RegisterProtocol.ClientSetting;
import org.quorate.conformance.lab.LabSettings;
import org.quorate.register.abd.AbdReply.StoredReply;
import org.quorate.register.abd.AbdReply.TimestampReply;
import org.quorate.register.abd.AbdRequest.QueryTimestamp;
import org.quorate.register.abd.AbdRequest.Write;

/** A write stepped by hand, on three replicas. */
class AbdWriteTest {
  private static final ClientId ALICE = Hand.client("alice");
  private static final Value VALUE = Value.of(Bytes.utf8("v"));
  private static final Nonce FIRST = Hand.NONCE;
  private static final Nonce SECOND = FIRST.next();
  private static final ReplicaSet ALL = ReplicaSet.firstOf(3);

  private static ClientSetting<AbdJournal> setting(@Nullable AbdJournal journal) {
    return new ClientSetting<>(
        Hand.SCOPE,
        ALICE,
        Bytes.utf8("alice"),
        LabSettings.of(3, 1, QuorumKind.REGULAR, 0).quorums(),
        null,
        journal);
  }

  private ClientStep<AbdRequest, AbdReply, AbdJournal> step =
      start(new AbdProtocol().write(setting(null), FIRST, VALUE));

  private static ClientStep<AbdRequest, AbdReply, AbdJournal> start(
      ClientOperation<AbdRequest, AbdReply, AbdJournal> operation) {
    return operation.step(new Input.Started<>());
  }

  private void answer(int replica, AbdReply reply) {
    step =
        step.next().step(new Input.Answered<>(new ReplicaId(replica), Hand.verified(reply), null));
  }

  private void refuse(int replica) {
    step =
        step.next()
            .step(
                new Input.Refused<>(new ReplicaId(replica), FIRST, new Refusal("A1", "no right")));
  }

  private static Timestamp at(long counter, String client) {
    return new Timestamp(counter, Hand.client(client), Path.BASE);
  }

  @Test
  void asksAllForTimestampsThenAllToHoldTheSuccessorOfTheLargest() {
    assertThat(step.asks()).containsExactly(new Ask<>(ALL, new QueryTimestamp(FIRST)));
    answer(3, new TimestampReply(FIRST, at(7, "bob")));
    assertThat(step.asks()).isEmpty();
    answer(1, new TimestampReply(FIRST, at(4, "carol")));
    assertThat(step.asks())
        .containsExactly(new Ask<>(ALL, new Write(SECOND, at(8, "alice"), VALUE)));

    answer(2, new StoredReply(SECOND));
    assertThat(step.outcome()).isEqualTo(Outcome.pending());
    answer(3, new StoredReply(SECOND));
    assertThat(step.outcome())
        .isEqualTo(new Outcome.Returned(new Version(at(8, "alice"), VALUE.hash()), VALUE));
  }

  @Test
  void w2_journalsTheTimestampBeforeItIsSentAndThatNothingIsPendingAtTheEnd() {
    answer(1, new TimestampReply(FIRST, Timestamp.GENESIS));
    assertThat(step.journal()).isNull();
    answer(2, new TimestampReply(FIRST, Timestamp.GENESIS));
    assertThat(step.journal()).isEqualTo(new AbdJournal(at(1, "alice"), VALUE));
    answer(1, new StoredReply(SECOND));
    assertThat(step.journal()).isNull();
    answer(2, new StoredReply(SECOND));
    assertThat(step.journal()).isEqualTo(new AbdJournal(at(1, "alice"), null));
  }

  @Test
  void w1_goesAboveOnesOwnEarlierWriteThatTheQuorumHasNotSeen() {
    step =
        start(new AbdProtocol().write(setting(new AbdJournal(at(5, "alice"), null)), FIRST, VALUE));
    answer(1, new TimestampReply(FIRST, Timestamp.GENESIS));
    answer(2, new TimestampReply(FIRST, Timestamp.GENESIS));
    assertThat(step.asks())
        .containsExactly(new Ask<>(ALL, new Write(SECOND, at(6, "alice"), VALUE)));
  }

  @Test
  void w2_resumesWithTheSameTimestampAndOnlyIfAWriteIsPending() {
    AbdProtocol protocol = new AbdProtocol();
    assertThat(protocol.resume(setting(null), FIRST)).isNull();
    assertThat(protocol.resume(setting(new AbdJournal(at(5, "alice"), null)), FIRST)).isNull();
    ClientOperation<AbdRequest, AbdReply, AbdJournal> rest =
        protocol.resume(setting(new AbdJournal(at(5, "alice"), VALUE)), FIRST);
    if (rest == null) {
      throw new AssertionError("a pending write is resumed");
    }
    assertThat(start(rest).asks())
        .containsExactly(new Ask<>(ALL, new Write(FIRST, at(5, "alice"), VALUE)));
  }

  @Test
  void answersTwiceFromOneReplicaOrToAnotherStepDoNotCount() {
    answer(1, new TimestampReply(FIRST, at(1, "bob")));
    answer(1, new TimestampReply(FIRST, at(2, "bob")));
    answer(2, new TimestampReply(SECOND, at(3, "bob")));
    answer(2, new StoredReply(FIRST));
    assertThat(step.asks()).isEmpty();
    answer(3, new TimestampReply(FIRST, Timestamp.GENESIS));
    assertThat(step.asks())
        .containsExactly(new Ask<>(ALL, new Write(SECOND, at(2, "alice"), VALUE)));
  }

  @Test
  void failsWhenNoQuorumIsLeftThatDidNotRefuse() {
    refuse(1);
    assertThat(step.outcome()).isEqualTo(Outcome.pending());
    assertThat(step.next().progress()).contains("r1 refused (no right)");
    refuse(2);
    assertThat(step.outcome())
        .isEqualTo(new Outcome.Failed("r1 refused (no right), r2 refused (no right)"));
  }

  @Test
  void failsClosedAtTheLastCounter() {
    answer(1, new TimestampReply(FIRST, at(Timestamp.COUNTER_MAX, "bob")));
    answer(2, new TimestampReply(FIRST, Timestamp.GENESIS));
    assertThat(step.outcome()).isInstanceOf(Outcome.Failed.class);
    assertThat(step.asks()).isEqualTo(List.of());
  }
}
