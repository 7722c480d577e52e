package org.quorate.client;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;
import org.quorate.api.certificate.Attestation;
import org.quorate.api.machine.Nonce;
import org.quorate.api.machine.Reply;
import org.quorate.api.machine.Request;
import org.quorate.api.machine.Verified;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.Key;
import org.quorate.api.model.ReplicaId;
import org.quorate.client.LoopEvent.Received;
import org.quorate.host.codec.MalformedException;
import org.quorate.host.wire.ToClient;

/**
 * Decodes and verifies the answers of a turn, all claims together, before an operation sees them.
 * Answers that nobody waits for cost no verification. Confined to the thread of one event loop.
 */
final class AnswerVerifier<Q extends Request, A extends Reply, J> {
  private static final System.Logger LOG = System.getLogger(AnswerVerifier.class.getName());

  private final ClientParts<Q, A, J> parts;
  private final BiPredicate<Bytes, Key> isInFlight;

  /** A reply that an operation in flight waits for. */
  private record Candidate<A extends Reply>(
      ReplicaId from, A reply, @Nullable Attestation attestation) {}

  /** An answer to the operation of {@code nonce}, and what its check has come to. */
  record Checked<A extends Reply>(
      ReplicaId from,
      Nonce nonce,
      Verified.Verdict<A> verdict,
      @Nullable Attestation attestation) {}

  /**
   * A verifier for the answers to one loop.
   *
   * @param isInFlight whether there is an operation of that id on that register
   */
  AnswerVerifier(ClientParts<Q, A, J> parts, BiPredicate<Bytes, Key> isInFlight) {
    this.parts = parts;
    this.isInFlight = isInFlight;
  }

  /**
   * The answers of {@code turn} to operations in flight, in order.
   *
   * @throws org.quorate.host.parts.PartUnavailableException if there is nothing to check them with
   */
  List<Checked<A>> check(List<LoopEvent<Q, A, J>> turn) {
    List<Candidate<A>> candidates = new ArrayList<>();
    List<Verified.Scoped<A>> scoped = new ArrayList<>();
    for (LoopEvent<Q, A, J> event : turn) {
      if (event instanceof Received<Q, A, J> received
          && received.frame() instanceof ToClient.Answer answer) {
        Candidate<A> candidate = candidate(received.from(), answer);
        if (candidate != null) {
          candidates.add(candidate);
          scoped.add(new Verified.Scoped<>(candidate.reply(), parts.scope(answer.key())));
        }
      }
    }
    List<Verified.Verdict<A>> verdicts = Verified.check(scoped, parts.claims());
    List<Checked<A>> checked = new ArrayList<>();
    for (int i = 0; i < verdicts.size(); i++) {
      Candidate<A> one = candidates.get(i);
      checked.add(
          new Checked<>(one.from(), one.reply().nonce(), verdicts.get(i), one.attestation()));
    }
    return checked;
  }

  private @Nullable Candidate<A> candidate(ReplicaId from, ToClient.Answer answer) {
    try {
      A reply = parts.frames().decodeReply(answer.reply());
      return isInFlight.test(reply.nonce().operation(), answer.key())
          ? new Candidate<>(from, reply, answer.attestation())
          : null;
    } catch (MalformedException e) {
      LOG.log(
          System.Logger.Level.INFO,
          "{0}: ignored an answer of {1}: {2}",
          parts.self(),
          from,
          e.getMessage());
      return null;
    }
  }
}
