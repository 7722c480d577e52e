package org.quorate.register.abd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.quorate.api.machine.Access;
import org.quorate.api.machine.Arrival;
import org.quorate.api.machine.Nonce;
import org.quorate.api.machine.Refusal;
import org.quorate.api.machine.Step;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.ClientId;
import org.quorate.api.model.Key;
import org.quorate.api.model.Timestamp;
import org.quorate.api.model.Timestamp.Path;
import org.quorate.api.model.Value;
import org.quorate.register.abd.AbdReply.StoredReply;
import org.quorate.register.abd.AbdReply.TimestampReply;
import org.quorate.register.abd.AbdReply.ValueReply;
import org.quorate.register.abd.AbdRequest.QueryTimestamp;
import org.quorate.register.abd.AbdRequest.QueryValue;
import org.quorate.register.abd.AbdRequest.Write;
import org.quorate.register.abd.AbdRequest.WriteBack;

class AbdReplicaTest {
  private static final Nonce NONCE = Hand.NONCE;
  private static final ClientId ALICE = Hand.client("alice");
  private static final ClientId BOB = Hand.client("bob");
  private static final Value OLD = Value.of(Bytes.utf8("old"));
  private static final Value NEW = Value.of(Bytes.utf8("new"));
  private static final Timestamp FIRST = Timestamp.GENESIS.successor(ALICE);
  private static final Timestamp SECOND = FIRST.successor(BOB);
  private static final AbdState HOLDS_OLD = new AbdState(FIRST, OLD);

  private record Rights(boolean read, boolean write) implements Access {
    @Override
    public boolean isRevoked(ClientId client) {
      return false;
    }

    @Override
    public boolean mayRead(ClientId client, Key key) {
      return read;
    }

    @Override
    public boolean mayWrite(ClientId client, Key key) {
      return write;
    }
  }

  private static final Rights ALL = new Rights(true, true);
  private static final Rights READ = new Rights(true, false);
  private static final Rights WRITE = new Rights(false, true);
  private static final Rights NOTHING = new Rights(false, false);

  private static Step<AbdState, AbdReply> step(
      AbdState state, ClientId sender, AbdRequest request, Access access) {
    return new AbdReplica()
        .step(state, new Arrival<>(Hand.SCOPE, sender, Hand.verified(request), access));
  }

  private static @Nullable String ruleThatRefuses(
      ClientId sender, AbdRequest request, Access access) {
    Step<AbdState, AbdReply> step = step(HOLDS_OLD, sender, request, access);
    assertThat(step.next()).isSameAs(HOLDS_OLD);
    Refusal refusal = step.refusal();
    return refusal == null ? null : refusal.rule();
  }

  @Test
  void beginsWithGenesis() {
    assertThat(new AbdReplica().initial(new Key("k")))
        .isEqualTo(new AbdState(Timestamp.GENESIS, Value.ABSENT));
  }

  @Test
  void a1_showsTimestampsToReadersAndWritersOnly() {
    AbdRequest query = new QueryTimestamp(NONCE);
    assertThat(step(HOLDS_OLD, BOB, query, WRITE))
        .isEqualTo(Step.reply(HOLDS_OLD, new TimestampReply(NONCE, FIRST)));
    assertThat(ruleThatRefuses(BOB, query, READ)).isNull();
    assertThat(ruleThatRefuses(BOB, query, NOTHING)).isEqualTo("A1");
  }

  @Test
  void a2_showsValuesToReadersOnly() {
    AbdRequest query = new QueryValue(NONCE);
    assertThat(step(HOLDS_OLD, BOB, query, READ))
        .isEqualTo(Step.reply(HOLDS_OLD, new ValueReply(NONCE, FIRST, OLD)));
    assertThat(ruleThatRefuses(BOB, query, WRITE)).isEqualTo("A2");
  }

  @Test
  void a3_takesNewValuesFromTheirAuthorsOnly() {
    AbdRequest write = new Write(NONCE, SECOND, NEW);
    assertThat(ruleThatRefuses(ALICE, write, ALL)).isEqualTo("A3");
    assertThat(ruleThatRefuses(BOB, write, READ)).isEqualTo("A3");
    assertThat(step(HOLDS_OLD, BOB, write, WRITE))
        .isEqualTo(Step.reply(new AbdState(SECOND, NEW), new StoredReply(NONCE)));
  }

  @Test
  void a4_takesValuesWrittenBackFromReadersOnly() {
    AbdRequest writeBack = new WriteBack(NONCE, SECOND, NEW);
    assertThat(ruleThatRefuses(ALICE, writeBack, WRITE)).isEqualTo("A4");
    assertThat(step(HOLDS_OLD, ALICE, writeBack, READ).next()).isEqualTo(new AbdState(SECOND, NEW));
  }

  @Test
  void h1_keepsTheLargerTimestampAndAnswersAlike() {
    AbdState newer = new AbdState(SECOND, NEW);
    Step<AbdState, AbdReply> late = step(newer, ALICE, new Write(NONCE, FIRST, OLD), ALL);
    assertThat(late.next()).isSameAs(newer);
    assertThat(late.reply()).isEqualTo(new StoredReply(NONCE));
    assertThat(step(newer, BOB, new Write(NONCE, SECOND, NEW), ALL).next()).isSameAs(newer);
  }

  @Test
  void messagesRefuseImpossibleContents() {
    Timestamp optimistic = Timestamp.GENESIS.successor(ALICE, Path.OPTIMISTIC);
    assertThatThrownBy(() -> new Write(NONCE, Timestamp.GENESIS, NEW))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Write(NONCE, FIRST, Value.ABSENT))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new WriteBack(NONCE, Timestamp.GENESIS, Value.ABSENT))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new WriteBack(NONCE, optimistic, NEW))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new ValueReply(NONCE, FIRST, Value.ABSENT))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new TimestampReply(NONCE, optimistic))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
