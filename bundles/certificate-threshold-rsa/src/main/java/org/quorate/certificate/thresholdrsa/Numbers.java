package org.quorate.certificate.thresholdrsa;

import java.math.BigInteger;
import java.util.Optional;
import org.quorate.api.model.Bytes;

/** Natural numbers as big-endian bytes of a fixed length. */
final class Numbers {
  private Numbers() {}

  static Bytes encode(BigInteger number, int length) {
    byte[] magnitude = number.toByteArray();
    int sign = magnitude.length > length && magnitude[0] == 0 ? 1 : 0;
    byte[] encoded = new byte[length];
    int digits = magnitude.length - sign;
    System.arraycopy(magnitude, sign, encoded, length - digits, digits);
    return Bytes.wrap(encoded);
  }

  static BigInteger decode(Bytes encoded) {
    return new BigInteger(1, encoded.toByteArray());
  }

  /** The number in {@code encoded}, if it is from 1 to {@code modulus}-1 and as long as that. */
  static Optional<BigInteger> decodeBelow(BigInteger modulus, Bytes encoded) {
    return Optional.of(encoded)
        .filter(bytes -> bytes.length() == (modulus.bitLength() + Byte.SIZE - 1) / Byte.SIZE)
        .map(Numbers::decode)
        .filter(number -> number.signum() > 0 && number.compareTo(modulus) < 0);
  }
}
