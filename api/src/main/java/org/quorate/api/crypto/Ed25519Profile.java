package org.quorate.api.crypto;

import org.quorate.api.model.Bytes;

/**
 * Ed25519 (RFC 8032), with the two verification equations made one.
 *
 * <pre>
 * key:  0             32        signature:  0             32            64
 *       | A 32 B      |                     | R 32 B      | S 32 B      |
 * </pre>
 *
 * Numbers are little-endian; the last bit of a point is the sign of x, the rest is y.
 *
 * <p>RFC 8032 allows [8][S]B = [8]R + [8][k]A as well as [S]B = R + [k]A; both are in use. They
 * differ exactly when R + [k]A has a torsion component, since [S]B never has one. A key without
 * torsion is not enough: the signer may add a point of order 8 to R, and then the first equation
 * holds and the second does not. With A <em>and</em> R in the subgroup of prime order L both sides
 * are, where multiplication by 8 is injective: the equations agree whatever else the signer does.
 * The neutral element is refused too, because some providers refuse it and no honest signer makes
 * it.
 *
 * <p>Testing R costs a quarter to a third of Bouncy Castle's verification, see {@link
 * Edwards25519Subgroup}.
 */
final class Ed25519Profile implements VerificationProfile {
  private static final int POINT_BYTES = 32;
  private static final int SIGNATURE_BYTES = 64;

  /** L = 2^252 + 27742317777372353535851937790883648493, big-endian. */
  private static final Bytes L =
      Bytes.fromHex("1000000000000000000000000000000014def9dea2f79cd65812631a5cf5d3ed");

  @Override
  public boolean admitsKey(Bytes publicKey) {
    return publicKey.length() == POINT_BYTES && Edwards25519Subgroup.contains(publicKey);
  }

  @Override
  public boolean admitsSignature(Bytes publicKey, Bytes signature) {
    return signature.length() == SIGNATURE_BYTES
        && reversed(signature.slice(POINT_BYTES, SIGNATURE_BYTES)).compareTo(L) < 0
        && Edwards25519Subgroup.contains(signature.slice(0, POINT_BYTES));
  }

  private static Bytes reversed(Bytes littleEndian) {
    byte[] bytes = new byte[littleEndian.length()];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = littleEndian.at(bytes.length - 1 - i);
    }
    return Bytes.wrap(bytes);
  }
}
