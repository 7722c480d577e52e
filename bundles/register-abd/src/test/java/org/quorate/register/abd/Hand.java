package org.quorate.register.abd;

import org.jspecify.annotations.Nullable;
import org.quorate.api.machine.Claim;
import org.quorate.api.machine.Message;
import org.quorate.api.machine.Nonce;
import org.quorate.api.machine.Verified;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.ClientId;
import org.quorate.api.model.Epoch;
import org.quorate.api.model.Key;
import org.quorate.api.model.Scope;

/** What it takes to step the machines by hand. */
final class Hand {
  static final Scope SCOPE = new Scope(Bytes.utf8("0123456789abcdef"), Epoch.FIRST, new Key("k"));
  static final Nonce NONCE = Nonce.first(Bytes.wrap(new byte[Nonce.OPERATION_BYTES]));

  private Hand() {}

  static ClientId client(String name) {
    return ClientId.of(name, Bytes.utf8(name));
  }

  /** The messages of this protocol make no claims, so any verifier will do. */
  static <M extends Message> Verified<M> verified(M message) {
    Verified<M> verified =
        Verified.check(message, SCOPE, claims -> claims.stream().map(Hand::holds).toList())
            .verified();
    if (verified == null) {
      throw new AssertionError("a message without claims is verified");
    }
    return verified;
  }

  private static @Nullable String holds(Claim claim) {
    return null;
  }
}
