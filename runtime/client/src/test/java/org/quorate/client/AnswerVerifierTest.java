package org.quorate.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.quorate.api.machine.Claim;
import org.quorate.api.machine.Nonce;
import org.quorate.api.machine.Refusal;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.Key;
import org.quorate.api.model.ReplicaId;
import org.quorate.client.AnswerVerifier.Checked;
import org.quorate.client.Toy.Answer;
import org.quorate.client.Toy.Ask;
import org.quorate.client.Toy.Memory;
import org.quorate.client.Toy.SignedYes;
import org.quorate.client.Toy.Yes;
import org.quorate.host.parts.PartUnavailableException;
import org.quorate.host.wire.ToClient;

class AnswerVerifierTest {
  private static final Key KEY = new Key("k");
  private static final ReplicaId HONEST = new ReplicaId(1);
  private static final ReplicaId LIAR = new ReplicaId(2);
  private static final Nonce NONCE = nonce(1);
  private static final Nonce FOREIGN = nonce(2);

  private final List<List<Claim>> batches = new ArrayList<>();
  private boolean isThere = true;
  private final ClientParts<Ask, Answer, Memory> parts = new Toy(Map.of()).parts(this::failures);
  private final AnswerVerifier<Ask, Answer, Memory> verifier =
      new AnswerVerifier<>(
          parts, (operation, key) -> operation.equals(NONCE.operation()) && key.equals(KEY));

  /** Every second claim is false. */
  private List<@Nullable String> failures(List<Claim> claims) {
    if (!isThere) {
      throw new PartUnavailableException("no bundle offers the signature scheme");
    }
    batches.add(claims);
    List<@Nullable String> failures = new ArrayList<>();
    for (int i = 0; i < claims.size(); i++) {
      failures.add(i % 2 == 0 ? null : "the signature is wrong");
    }
    return failures;
  }

  private static Nonce nonce(int operation) {
    byte[] id = new byte[Nonce.OPERATION_BYTES];
    id[0] = (byte) operation;
    return Nonce.first(Bytes.wrap(id));
  }

  private LoopEvent<Ask, Answer, Memory> answer(ReplicaId from, Key key, Answer reply) {
    return received(from, new ToClient.Answer(key, parts.frames().encodeReply(reply), null));
  }

  private static LoopEvent<Ask, Answer, Memory> received(ReplicaId from, ToClient frame) {
    return new LoopEvent.Received<>(from, frame);
  }

  @Test
  void aFalseClaimSpoilsItsOwnAnswerOnly() {
    List<Checked<Answer>> checked =
        verifier.check(
            List.of(
                answer(HONEST, KEY, new SignedYes(NONCE)),
                answer(LIAR, KEY, new SignedYes(NONCE)),
                answer(HONEST, KEY, new Yes(NONCE))));

    assertThat(checked).extracting(Checked::from).containsExactly(HONEST, LIAR, HONEST);
    assertThat(checked).extracting(Checked::nonce).containsOnly(NONCE);
    assertThat(checked.get(0).verdict().verified().message()).isEqualTo(new SignedYes(NONCE));
    assertThat(checked.get(1).verdict().verified()).isNull();
    assertThat(checked.get(1).verdict().reason()).isEqualTo("the signature is wrong");
    assertThat(checked.get(2).verdict().verified().message()).isEqualTo(new Yes(NONCE));
    assertThat(batches).as("claims are checked together").hasSize(1);
  }

  @Test
  void whatNobodyWaitsForCostsNoVerification() {
    assertThat(
            verifier.check(
                List.of(
                    answer(LIAR, KEY, new SignedYes(FOREIGN)),
                    answer(LIAR, new Key("other"), new SignedYes(NONCE)))))
        .isEmpty();
    assertThat(batches).isEmpty();
  }

  @Test
  void whatIsNoAnswerOrMalformedIsPassedOver() {
    List<Checked<Answer>> checked =
        verifier.check(
            List.of(
                received(LIAR, new ToClient.Answer(KEY, Bytes.utf8("nonsense"), null)),
                received(LIAR, new ToClient.Refuse(NONCE, new Refusal("LIMIT", "no"))),
                new LoopEvent.LinkUp<>(LIAR),
                answer(HONEST, KEY, new Yes(NONCE))));
    assertThat(checked).extracting(Checked::from).containsExactly(HONEST);
  }

  @Test
  void withoutAProviderThereIsNoVerdict() {
    isThere = false;
    assertThatThrownBy(() -> verifier.check(List.of(answer(HONEST, KEY, new SignedYes(NONCE)))))
        .isInstanceOf(PartUnavailableException.class);
  }
}
