package org.quorate.api.crypto;

import org.quorate.api.model.Bytes;

/**
 * The profile of a scheme that nothing is known of: sizes only. The largest standardised signature,
 * SLH-DSA's of 49,856 B, fits. Whoever adds a scheme with several providers must see to their
 * agreement.
 */
final class OpenProfile implements VerificationProfile {
  private static final int KEY_BYTES_MAX = 16 * 1024;
  private static final int SIGNATURE_BYTES_MAX = 64 * 1024;

  @Override
  public boolean admitsKey(Bytes publicKey) {
    return !publicKey.isEmpty() && publicKey.length() <= KEY_BYTES_MAX;
  }

  @Override
  public boolean admitsSignature(Bytes publicKey, Bytes signature) {
    return !signature.isEmpty() && signature.length() <= SIGNATURE_BYTES_MAX;
  }
}
