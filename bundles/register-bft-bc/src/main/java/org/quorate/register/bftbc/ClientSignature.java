package org.quorate.register.bftbc;

import org.quorate.api.machine.Claim;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.ClientId;
import org.quorate.api.model.Epoch;
import org.quorate.api.model.Scope;

/**
 * A client's signature with what it takes to check it at any later time.
 *
 * @param epoch the configuration in which it was made, which it binds
 */
record ClientSignature(Epoch epoch, Bytes publicKey, Bytes signature) {
  private static final int BYTES_MAX = 16 * 1024;

  ClientSignature {
    if (publicKey.length() > BYTES_MAX || signature.length() > BYTES_MAX) {
      throw new IllegalArgumentException(
          "a public key and a signature have at most " + BYTES_MAX + " bytes");
    }
  }

  /** {@code here}, as it was when this signature was made. */
  Scope scope(Scope here) {
    return new Scope(here.cluster(), epoch, here.key());
  }

  Claim claim(ClientId signer, Bytes payload) {
    return new Claim.Signed(signer, publicKey, payload, signature);
  }
}
