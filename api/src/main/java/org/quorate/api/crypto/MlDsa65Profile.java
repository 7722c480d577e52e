package org.quorate.api.crypto;

import org.quorate.api.model.Bytes;

/**
 * ML-DSA-65 (FIPS 204): exact lengths and canonical hints.
 *
 * <pre>
 * signature:  0        48                    3248       3303     3309
 *             | c~ 48 B | z 3200 B            | hints 55 | ends 6 |
 * </pre>
 *
 * The hints are the positions of the ones in six polynomials, one after the other; {@code ends[i]}
 * is where those of polynomial i end. Without the rules of algorithm 21 (HintBitUnpack) one hint
 * has many encodings, and lenient decoders exist.
 */
final class MlDsa65Profile implements VerificationProfile {
  private static final int KEY_BYTES = 1952;
  private static final int SIGNATURE_BYTES = 3309;
  private static final int POLYNOMIALS = 6;
  private static final int HINTS_MAX = 55;
  private static final int ENDS_AT = SIGNATURE_BYTES - POLYNOMIALS;
  private static final int HINTS_AT = ENDS_AT - HINTS_MAX;

  @Override
  public boolean admitsKey(Bytes publicKey) {
    return publicKey.length() == KEY_BYTES;
  }

  @Override
  public boolean admitsSignature(Bytes publicKey, Bytes signature) {
    return signature.length() == SIGNATURE_BYTES && hintsAreCanonical(signature);
  }

  private static boolean hintsAreCanonical(Bytes signature) {
    int next = 0;
    for (int polynomial = 0; polynomial < POLYNOMIALS; polynomial++) {
      int first = next;
      int end = unsigned(signature, ENDS_AT + polynomial);
      if (end < first || end > HINTS_MAX) {
        return false;
      }
      for (; next < end; next++) {
        if (next > first && position(signature, next - 1) >= position(signature, next)) {
          return false;
        }
      }
    }
    for (; next < HINTS_MAX; next++) {
      if (position(signature, next) != 0) {
        return false;
      }
    }
    return true;
  }

  private static int position(Bytes signature, int hint) {
    return unsigned(signature, HINTS_AT + hint);
  }

  private static int unsigned(Bytes bytes, int index) {
    return Byte.toUnsignedInt(bytes.at(index));
  }
}
