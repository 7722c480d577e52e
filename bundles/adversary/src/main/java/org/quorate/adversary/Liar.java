package org.quorate.adversary;

import java.util.SplittableRandom;
import org.quorate.api.machine.Arrival;
import org.quorate.api.machine.Nonce;
import org.quorate.api.machine.ReplicaMachine;
import org.quorate.api.machine.Reply;
import org.quorate.api.machine.Request;
import org.quorate.api.machine.Step;
import org.quorate.api.model.Key;

/** A replica that knows what an honest one would do, and does otherwise. Thread-safe. */
abstract class Liar<S, Q extends Request, A extends Reply> implements ReplicaMachine<S, Q, A> {
  final ReplicaMachine<S, Q, A> honest;

  Liar(ReplicaMachine<S, Q, A> honest) {
    this.honest = honest;
  }

  @Override
  public S initial(Key key) {
    return honest.initial(key);
  }

  /** Chances for one request, the same whenever and in whatever order it comes. */
  static SplittableRandom chance(long seed, Arrival<?> arrival) {
    Nonce nonce = arrival.request().message().nonce();
    return new SplittableRandom(
        seed ^ (31L * nonce.operation().hashCode() + nonce.round()) * 0x9E3779B97F4A7C15L);
  }

  /** Goes on as {@code next}, and shows what {@code other} shows. */
  static <S, A extends Reply> Step<S, A> showing(S next, Step<S, A> other) {
    return new Step<>(next, other.reply(), other.attest(), other.refusal());
  }
}
