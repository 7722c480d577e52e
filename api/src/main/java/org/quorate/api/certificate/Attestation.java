package org.quorate.api.certificate;

import org.quorate.api.model.Bytes;
import org.quorate.api.recovery.ShareLabel;

/**
 * One replica's word on a {@link Statement}: its signature, or its share of a threshold signature.
 *
 * @param label the sharing that a signature share belongs to; shares of different sharings never
 *     combine. {@link ShareLabel#INITIAL} where the scheme has no shares
 * @param proof the scheme's encoding, at most {@link #PROOF_BYTES_MAX} bytes
 */
public record Attestation(ShareLabel label, Bytes proof) {
  public static final int PROOF_BYTES_MAX = 16 * 1024;

  public Attestation {
    if (proof.length() > PROOF_BYTES_MAX) {
      throw new IllegalArgumentException(
          "an attestation has at most " + PROOF_BYTES_MAX + " bytes, not " + proof.length());
    }
  }
}
