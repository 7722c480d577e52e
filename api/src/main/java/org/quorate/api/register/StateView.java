package org.quorate.api.register;

import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ConsumerType;
import org.quorate.api.model.Timestamp;
import org.quorate.api.model.Version;

/**
 * What whoever watches a replica may ask of the state of one register, whatever the protocol. Pure.
 * Each method may stay as it is, and then the invariants that need it see nothing.
 *
 * @param <S> the state of one register
 */
@ConsumerType
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
