package org.quorate.conformance.signature;

import static org.quorate.conformance.signature.Edwards25519.BASE;
import static org.quorate.conformance.signature.Edwards25519.L;
import static org.quorate.conformance.signature.Edwards25519.NEUTRAL;
import static org.quorate.conformance.signature.Edwards25519.OF_ORDER_8;
import static org.quorate.conformance.signature.Edwards25519.P;
import static org.quorate.conformance.signature.Edwards25519.littleEndian;
import static org.quorate.conformance.signature.SignatureCase.Standing.DISPUTED;
import static org.quorate.conformance.signature.SignatureCase.Standing.INVALID;
import static org.quorate.conformance.signature.SignatureCase.crafted;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.quorate.api.model.Bytes;

/**
 * Ed25519 signatures that implementations disagree on, in the classes of Chalkias, Garillot and
 * Nikolaenko, "Taming the many EdDSAs" (2020). With k = H(R, A, M), the cofactored equation is
 * [8][S]B = [8]R + [8][k]A, the cofactorless one [S]B = R + [k]A.
 */
final class CraftedEd25519 {
  /** The secrets of the signer, who is the attacker. */
  private static final BigInteger SECRET = new BigInteger("25519").pow(17).mod(L);

  private static final BigInteger NONCE = new BigInteger("8032").pow(19).mod(L);
  private static final BigInteger EIGHT = BigInteger.valueOf(8);

  private final List<SignatureCase> cases = new ArrayList<>();
  private final Edwards25519 publicPoint = BASE.times(SECRET);
  private final Edwards25519 noncePoint = BASE.times(NONCE);
  private final Bytes publicKey = publicPoint.encoded();
  private final Bytes message = Bytes.utf8("crafted");
  private final Bytes r = noncePoint.encoded();
  private final BigInteger s = scalar(r, publicKey, message);

  List<SignatureCase> cases() {
    cases.add(SignatureCase.sound(publicKey, message, r.concat(littleEndian(s))));
    torsion();
    smallOrder();
    encodings();
    return List.copyOf(cases);
  }

  private void torsion() {
    for (int order : new int[] {2, 4, 8}) {
      Edwards25519 torsion = OF_ORDER_8.times(BigInteger.valueOf(8 / order));
      String of = " with a component of order " + order;
      // The cofactored equation holds, the other one does not.
      Bytes mixedR = noncePoint.plus(torsion).encoded();
      dispute("R" + of, publicKey, message, mixedR, scalar(mixedR, publicKey, message));
      Bytes mixedA = publicPoint.plus(torsion).encoded();
      BigInteger factor = BigInteger.valueOf(order);
      Bytes unlucky = search(m -> challenge(r, mixedA, m).mod(factor).signum() != 0);
      dispute("A" + of, mixedA, unlucky, r, scalar(r, mixedA, unlucky));
      // Both hold, since [k] takes the component away.
      Bytes lucky = search(m -> challenge(r, mixedA, m).mod(factor).signum() == 0);
      dispute("A" + of + ", k a multiple", mixedA, lucky, r, scalar(r, mixedA, lucky));
      // Both hold, since the components cancel.
      Bytes both =
          search(
              m ->
                  challenge(mixedR, mixedA, m).mod(factor).equals(factor.subtract(BigInteger.ONE)));
      dispute("A and R" + of, mixedA, both, mixedR, scalar(mixedR, mixedA, both));
    }
  }

  private void smallOrder() {
    for (int i = 0; i < 8; i++) {
      Bytes point = OF_ORDER_8.times(BigInteger.valueOf(i)).encoded();
      String label = " of small order, " + i + " T";
      dispute("A" + label, point, message, r, NONCE);
      dispute(
          "R" + label,
          publicKey,
          message,
          point,
          challenge(point, publicKey, message).multiply(SECRET).mod(L));
      dispute("A and R" + label, point, message, point, BigInteger.ZERO);
    }
  }

  private void encodings() {
    BigInteger neutral = NEUTRAL.y();
    List<BigInteger> otherForms =
        List.of(neutral.add(P), neutral.setBit(255), neutral.add(P).setBit(255));
    for (BigInteger form : otherForms) {
      Bytes encoded = littleEndian(form);
      String label = " neutral, as " + encoded.toHex();
      dispute("A" + label, encoded, message, r, NONCE);
      dispute(
          "R" + label,
          publicKey,
          message,
          encoded,
          challenge(encoded, publicKey, message).multiply(SECRET).mod(L));
    }
    refuse("S + L", s.add(L));
    refuse("S + 8 L", s.add(L.multiply(EIGHT)));
    refuse("S with bit 255", s.setBit(255));
    refuse("S with bit 253", s.setBit(253));
    Bytes signature = r.concat(littleEndian(s));
    Bytes zero = Bytes.fromHex("00");
    refuse("trailing byte", publicKey, signature.concat(zero));
    refuse("leading byte", publicKey, zero.concat(signature));
    refuse("last byte missing", publicKey, signature.slice(0, 63));
    refuse("twice", publicKey, signature.concat(signature));
    refuse("empty", publicKey, Bytes.EMPTY);
    refuse("other sign of R", publicKey, flippedSign(r).concat(littleEndian(s)));
    refuse("other sign of A", flippedSign(publicKey), signature);
    refuse("key with a trailing byte", publicKey.concat(zero), signature);
    refuse("key in DER", Bytes.fromHex("302a300506032b6570032100").concat(publicKey), signature);
  }

  private void dispute(String label, Bytes key, Bytes text, Bytes commitment, BigInteger scalar) {
    Bytes signature = commitment.concat(littleEndian(scalar));
    cases.add(crafted(label, key, text, signature, DISPUTED));
  }

  private void refuse(String label, BigInteger scalar) {
    refuse(label, publicKey, r.concat(littleEndian(scalar)));
  }

  private void refuse(String label, Bytes key, Bytes signature) {
    cases.add(crafted(label, key, message, signature, INVALID));
  }

  private static Bytes flippedSign(Bytes point) {
    byte[] bytes = point.toByteArray();
    bytes[31] ^= (byte) 0x80;
    return Bytes.wrap(bytes);
  }

  private static BigInteger scalar(Bytes commitment, Bytes key, Bytes text) {
    return NONCE.add(challenge(commitment, key, text).multiply(SECRET)).mod(L);
  }

  private static Bytes search(Predicate<Bytes> wanted) {
    for (int i = 0; ; i++) {
      Bytes candidate = Bytes.utf8("crafted " + i);
      if (wanted.test(candidate)) {
        return candidate;
      }
    }
  }

  /** k, reduced modulo L as all implementations do. */
  private static BigInteger challenge(Bytes commitment, Bytes key, Bytes text) {
    try {
      MessageDigest sha512 = MessageDigest.getInstance("SHA-512");
      commitment.update(sha512);
      key.update(sha512);
      text.update(sha512);
      byte[] bigEndian = sha512.digest();
      for (int i = 0, j = bigEndian.length - 1; i < j; i++, j--) {
        byte swapped = bigEndian[i];
        bigEndian[i] = bigEndian[j];
        bigEndian[j] = swapped;
      }
      return new BigInteger(1, bigEndian).mod(L);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK must have SHA-512", e);
    }
  }
}
