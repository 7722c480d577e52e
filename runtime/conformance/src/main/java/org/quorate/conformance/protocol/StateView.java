package org.quorate.conformance.protocol;

import org.jspecify.annotations.Nullable;
import org.quorate.api.model.Timestamp;
import org.quorate.api.model.Version;

/**
 * The little that {@link Invariants} ask of a replica's state. Each method may stay as it is, and
 * then the invariants that need it see nothing.
 *
 * @param <S> the state of one register
 */
public interface StateView<S> {
  /** Sees nothing. */
  static <S> StateView<S> blind() {
    return new StateView<>() {};
  }

  /** The timestamp of the version that {@code state} holds; null to not tell. */
  default @Nullable Timestamp timestamp(S state) {
    return null;
  }

  /** Whether {@code state} remembers that {@code prepared} was attested as prepared. */
  default boolean remembers(S state, Version prepared) {
    return true;
  }
}
