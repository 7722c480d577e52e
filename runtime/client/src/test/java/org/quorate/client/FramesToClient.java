package org.quorate.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.quorate.api.machine.Nonce;
import org.quorate.api.machine.Refusal;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.Key;
import org.quorate.client.AskingClient.Reading;
import org.quorate.conformance.hostile.FieldTrial;
import org.quorate.host.wire.ToClient;
import org.quorate.host.wire.ToClient.Answer;
import org.quorate.host.wire.ToClient.Refuse;

/** What comes of an operation's frame that says something else than it should. */
final class FramesToClient {
  static final Nonce EARLIER_NONCE = Nonce.first(Bytes.utf8("an earlier one..")).next();
  static final String REFUSED = "a correct client's operation fails";

  private static final Key KEY = new Key("k");
  private static final String TRUE = "a";
  private static final String LIE = "b";
  private static final int LIAR = AskingClient.REPLICAS;

  private FramesToClient() {}

  /** {@code frame}, changed; null if that is no change, or no frame. */
  static <F extends ToClient> @Nullable F changed(FieldTrial trial, F frame, ToClient earlier) {
    Object content = Objects.requireNonNull(trial.field().in(frame), trial.field()::toString);
    Object other = trial.change().of(content, trial.field().in(earlier));
    try {
      return other == null ? null : trial.field().with(frame, other);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static void answerTruly(AskingClient client, Reading read) {
    for (int replica = 1; replica <= AskingClient.REPLICAS; replica++) {
      client.receive(replica, client.answer(read.nonce(), KEY, TRUE));
    }
  }

  /** What is true of another register. Without the check it does not matter which it is of. */
  static String key(FieldTrial trial) {
    try (AskingClient client = new AskingClient()) {
      Reading read = client.read(KEY);
      Answer changed =
          changed(
              trial,
              client.answer(read.nonce(), KEY, LIE),
              client.answer(EARLIER_NONCE, new Key("earlier"), LIE));
      if (changed == null) {
        return FieldTrial.NOTHING;
      }
      Answer ofAnother = client.answer(read.nonce(), changed.key(), LIE);
      client.isCredulous = trial.leftOut();
      client.receive(LIAR, trial.leftOut() ? trial.field().with(ofAnother, KEY.name()) : ofAnother);
      answerTruly(client, read);
      return read.end().equals(TRUE) ? FieldTrial.NOTHING : "what is of another register is read";
    }
  }

  /** What is malformed is heard of by nobody. */
  static String reply(FieldTrial trial) {
    try (AskingClient client = new AskingClient()) {
      Reading read = client.read(KEY);
      Answer changed =
          changed(
              trial, client.answer(read.nonce(), KEY, LIE), client.answer(EARLIER_NONCE, KEY, LIE));
      if (changed != null) {
        client.receive(LIAR, changed);
        answerTruly(client, read);
        assertThat(read.end()).isEqualTo(TRUE);
      }
      return FieldTrial.NOTHING;
    }
  }

  /** All refuse something else; without the check, it does not matter what. */
  static String nonceOfARefusal(FieldTrial trial) {
    try (AskingClient client = new AskingClient()) {
      Reading read = client.read(KEY);
      Refuse refusal = new Refuse(read.nonce(), new Refusal("P1", "of something else"));
      Refuse changed = changed(trial, refusal, new Refuse(EARLIER_NONCE, refusal.refusal()));
      if (changed == null) {
        return FieldTrial.NOTHING;
      }
      for (int replica = 1; replica <= AskingClient.REPLICAS; replica++) {
        client.receive(replica, trial.leftOut() ? refusal : changed);
      }
      client.awaitReceived();
      answerTruly(client, read);
      return read.end().equals(TRUE) ? FieldTrial.NOTHING : REFUSED;
    }
  }

  /** One replica refuses, for whatever reason; without the check it counts as everybody. */
  static String refusal(FieldTrial trial) {
    try (AskingClient client = new AskingClient()) {
      Reading read = client.read(KEY);
      Refuse changed =
          changed(
              trial,
              new Refuse(read.nonce(), new Refusal("P1", "made up")),
              new Refuse(EARLIER_NONCE, new Refusal("STORE", "the disk is full")));
      if (changed == null) {
        return FieldTrial.NOTHING;
      }
      for (int replica = trial.leftOut() ? 1 : LIAR; replica <= LIAR; replica++) {
        client.receive(replica, changed);
      }
      client.awaitReceived();
      answerTruly(client, read);
      return read.end().equals(TRUE) ? FieldTrial.NOTHING : REFUSED;
    }
  }

  /** How a read ends that two of four replicas refuse, the first of them for {@code reason}. */
  static String refusedBecause(String reason) {
    try (AskingClient client = new AskingClient()) {
      Reading read = client.read(KEY);
      client.receive(1, new Refuse(read.nonce(), new Refusal("P1", reason)));
      client.receive(2, new Refuse(read.nonce(), new Refusal("P1", "no right")));
      return read.end();
    }
  }
}
