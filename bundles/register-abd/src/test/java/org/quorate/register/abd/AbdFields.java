package org.quorate.register.abd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.quorate.api.machine.Message;
import org.quorate.api.machine.Nonce;
import org.quorate.api.machine.Step;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.ClientId;
import org.quorate.api.model.Timestamp;
import org.quorate.api.model.Timestamp.Path;
import org.quorate.api.model.Value;
import org.quorate.api.model.Version;
import org.quorate.conformance.hostile.FieldTrial;
import org.quorate.conformance.hostile.MessageField;
import org.quorate.register.abd.AbdReply.StoredReply;
import org.quorate.register.abd.AbdReply.TimestampReply;
import org.quorate.register.abd.AbdReply.ValueReply;
import org.quorate.register.abd.AbdRequest.QueryTimestamp;
import org.quorate.register.abd.AbdRequest.QueryValue;
import org.quorate.register.abd.AbdRequest.Write;
import org.quorate.register.abd.AbdRequest.WriteBack;
import org.quorate.register.abd.ThreeByHand.Operation;

/** What comes of a message that says something else than it should. */
final class AbdFields {
  static final String MISSED = "what had completed is missed";

  private static final ClientId ALICE = Hand.client("alice");
  private static final ClientId BOB = Hand.client("bob");
  private static final Nonce EARLIER_NONCE = Nonce.first(Bytes.utf8("an earlier one..")).next();
  private static final Timestamp EARLIER = new Timestamp(1, ALICE, Path.BASE);
  private static final Value EARLIER_VALUE = Value.of(Bytes.utf8("earlier"));
  private static final Timestamp TS = new Timestamp(5, BOB, Path.BASE);
  private static final Value VALUE = Value.of(Bytes.utf8("v"));
  private static final AbdState HELD = new AbdState(TS, VALUE);

  private AbdFields() {}

  /** Of every kind, from bob, or to him: about what a replica holds, and about what it held. */
  private static Message message(Class<?> type, Nonce nonce, Timestamp ts, Value value) {
    return Map.<Class<?>, Message>of(
            QueryTimestamp.class, new QueryTimestamp(nonce),
            QueryValue.class, new QueryValue(nonce),
            Write.class, new Write(nonce, ts, value),
            WriteBack.class, new WriteBack(nonce, ts, value),
            TimestampReply.class, new TimestampReply(nonce, ts),
            ValueReply.class, new ValueReply(nonce, ts, value),
            StoredReply.class, new StoredReply(nonce))
        .get(type);
  }

  private static Message sample(FieldTrial trial) {
    return message(trial.field().message(), Hand.NONCE, TS, VALUE);
  }

  private static @Nullable Object changedContent(FieldTrial trial, Message message) {
    Message earlier = message(trial.field().message(), EARLIER_NONCE, EARLIER, EARLIER_VALUE);
    Object content = Objects.requireNonNull(trial.field().in(message));
    return trial.change().of(content, trial.field().in(earlier));
  }

  /** {@code message}, changed; null if that is no change, or no message. */
  private static <M extends Message> @Nullable M changed(FieldTrial trial, M message) {
    Object content = changedContent(trial, message);
    try {
      return content == null ? null : trial.field().with(message, content);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /** Nobody but the sender sees a difference. */
  static String ownBusiness(FieldTrial trial) {
    AbdRequest sample = (AbdRequest) sample(trial);
    AbdRequest changed = changed(trial, sample);
    if (changed == null) {
      return FieldTrial.NOTHING;
    }
    Step<AbdState, AbdReply> usual = ThreeByHand.step(AbdState.GENESIS, BOB, sample);
    Step<AbdState, AbdReply> step = ThreeByHand.step(AbdState.GENESIS, BOB, changed);
    AbdReply reply = Objects.requireNonNull(usual.reply());
    MessageField nonce =
        new MessageField(reply.getClass().asSubclass(Record.class), List.of("nonce"));
    assertThat(step.reply()).isEqualTo(nonce.with(reply, changed.nonce()));
    return step.next().equals(usual.next()) ? FieldTrial.NOTHING : "others see it";
  }

  /** Whoever may send it is believed. */
  static String believed(FieldTrial trial) {
    Message changed = changed(trial, sample(trial));
    if (changed instanceof AbdRequest request) {
      AbdState next = ThreeByHand.step(AbdState.GENESIS, BOB, request).next();
      assertThat(trial.field().in(request))
          .isEqualTo(new MessageField(AbdState.class, trial.field().path()).in(next));
    } else if (changed instanceof AbdReply reply) {
      assertThat(reply.claims(Hand.SCOPE)).isEmpty();
    }
    return FieldTrial.NOTHING;
  }

  /** Without the check, whatever is sent is held. */
  static String larger(FieldTrial trial) {
    AbdRequest changed = changed(trial, (AbdRequest) sample(trial));
    if (changed == null) {
      return FieldTrial.NOTHING;
    }
    AbdState before = trial.leftOut() ? AbdState.GENESIS : HELD;
    Timestamp next = ThreeByHand.step(before, BOB, changed).next().ts();
    return TS.isAfter(next) ? "a version falls" : FieldTrial.NOTHING;
  }

  /** Without the check, it does not matter who sends it. */
  static String author(FieldTrial trial) {
    Write changed = changed(trial, (Write) sample(trial));
    if (changed == null) {
      return FieldTrial.NOTHING;
    }
    ClientId sender = trial.leftOut() ? changed.ts().client() : BOB;
    AbdState next = ThreeByHand.step(AbdState.GENESIS, sender, changed).next();
    return next.ts().equals(changed.ts())
        ? "a write in another's name is held"
        : FieldTrial.NOTHING;
  }

  /** The record itself has no such content, whoever makes one. */
  static String refusedByTheRecord(FieldTrial trial) {
    Message sample = sample(trial);
    Object content = changedContent(trial, sample);
    if (content != null) {
      assertThatThrownBy(() -> trial.field().with(sample, content))
          .isInstanceOf(IllegalArgumentException.class);
    }
    return FieldTrial.NOTHING;
  }

  // Replies to another question.

  /**
   * An operation, and what two replicas answered to another question.
   *
   * @param completed before the operation began
   */
  private record Stray(Operation operation, List<AbdReply> answers, Version completed) {}

  /** Without the check they are taken for answers to this one. */
  static String operation(FieldTrial trial) {
    ThreeByHand three = new ThreeByHand();
    Stray stray = stray(trial, three);
    Operation operation = stray.operation();
    Object now = Objects.requireNonNull(trial.field().in(operation.asked()));
    for (int i = 0; i < stray.answers().size(); i++) {
      AbdReply old = stray.answers().get(i);
      Object shown = Objects.requireNonNull(trial.change().of(now, trial.field().in(old)));
      operation.hear(i + 1, trial.field().with(old, trial.leftOut() ? now : shown));
    }
    Version returned = three.finish(operation, 1, 2).returned();
    Version read = three.finish(three.read(BOB), 1, 2).returned();
    return stray.completed().isAfter(returned) || returned.isAfter(read)
        ? MISSED
        : FieldTrial.NOTHING;
  }

  private static Stray stray(FieldTrial trial, ThreeByHand three) {
    return Map.<Class<?>, Supplier<Stray>>of(
            TimestampReply.class, () -> oldTimestamps(three),
            ValueReply.class, () -> oldValues(three),
            StoredReply.class, () -> oldAcknowledgements(three))
        .get(trial.field().message())
        .get();
  }

  /** In another round of an operation there is no answer of this kind, so it is only ignored. */
  static String round(FieldTrial trial) {
    ThreeByHand three = new ThreeByHand();
    Operation operation = stray(trial, three).operation();
    AbdRequest asked = operation.asked();
    List<AbdReply> answers = three.answers(operation, 1, 2);
    for (int i = 0; i < answers.size(); i++) {
      AbdReply other = changed(trial, answers.get(i));
      if (other != null && !trial.leftOut()) {
        operation.hear(i + 1, other);
      }
    }
    assertThat(operation.isPending()).isTrue();
    assertThat(operation.asked()).isSameAs(asked);
    three.finish(operation, 1, 2);
    return FieldTrial.NOTHING;
  }

  private static Stray oldTimestamps(ThreeByHand three) {
    List<AbdReply> old = three.answers(three.write(ALICE, "given up"), 1, 2);
    Version completed = three.finish(three.write(BOB, "b"), 1, 2).returned();
    return new Stray(three.write(ALICE, "a"), old, completed);
  }

  private static Stray oldValues(ThreeByHand three) {
    List<AbdReply> old = three.answers(three.read(ALICE), 1, 2);
    Version completed = three.finish(three.write(BOB, "b"), 1, 2).returned();
    return new Stray(three.read(ALICE), old, completed);
  }

  /** Of a write that is now followed by one that nobody holds yet. */
  private static Stray oldAcknowledgements(ThreeByHand three) {
    Operation first = upToStore(three, "first");
    List<AbdReply> old = three.answers(first, 1, 2);
    Version completed = three.finish(first, 1, 2).returned();
    return new Stray(upToStore(three, "second"), old, completed);
  }

  private static Operation upToStore(ThreeByHand three, String value) {
    Operation write = three.write(ALICE, value);
    List<AbdReply> answers = three.answers(write, 1, 2);
    write.hear(1, answers.get(0));
    write.hear(2, answers.get(1));
    return write;
  }
}
