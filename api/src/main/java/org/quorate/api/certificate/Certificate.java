package org.quorate.api.certificate;

import org.quorate.api.model.Bytes;
import org.quorate.api.model.Epoch;

/**
 * Proof that a quorum attested a {@link Statement}. A protocol never looks inside; two certificates
 * are compared by their statements, never by their bytes.
 *
 * @param epoch the configuration in which the statement was attested
 * @param proof the scheme's encoding, at most {@link #PROOF_BYTES_MAX} bytes
 */
public record Certificate(Epoch epoch, Bytes proof) {
  public static final int PROOF_BYTES_MAX = 512 * 1024;

  /** The certificate of the genesis version, valid by definition and for nothing else. */
  public static final Certificate GENESIS = new Certificate(new Epoch(0), Bytes.EMPTY);

  public Certificate {
    if (proof.length() > PROOF_BYTES_MAX) {
      throw new IllegalArgumentException(
          "a certificate has at most " + PROOF_BYTES_MAX + " bytes, not " + proof.length());
    }
  }
}
