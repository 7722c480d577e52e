package org.quorate.api.crypto;

import org.quorate.api.model.Bytes;

/** A key pair in its scheme's encoding. */
public record SigningKeys(Bytes publicKey, Bytes privateKey) {
  /** Shows the public key only. */
  @Override
  public String toString() {
    return "SigningKeys[" + publicKey + "]";
  }
}
