package org.quorate.api.machine;

import org.jspecify.annotations.Nullable;
import org.quorate.api.certificate.Statement;

/**
 * What a replica does on a request. Nothing of it leaves before {@code next} is durable.
 *
 * @param next the register's state from now on; the same object if nothing changed
 * @param reply null if refused
 * @param attest what the environment attests after {@code next} became durable, and sends with the
 *     reply; null for nothing
 * @param refusal null unless refused; then {@code next} must be the unchanged state
 */
public record Step<S, A extends Reply>(
    S next, @Nullable A reply, @Nullable Statement attest, @Nullable Refusal refusal) {

  public Step {
    if ((reply == null) == (refusal == null)) {
      throw new IllegalArgumentException("a step either replies or refuses");
    }
    if (refusal != null && attest != null) {
      throw new IllegalArgumentException("a step that refuses attests nothing");
    }
  }

  public static <S, A extends Reply> Step<S, A> reply(S next, A reply) {
    return new Step<>(next, reply, null, null);
  }

  public static <S, A extends Reply> Step<S, A> attest(S next, A reply, Statement statement) {
    return new Step<>(next, reply, statement, null);
  }

  public static <S, A extends Reply> Step<S, A> refuse(S unchanged, String rule, String reason) {
    return new Step<>(unchanged, null, null, new Refusal(rule, reason));
  }
}
