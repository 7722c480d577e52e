package org.quorate.certificate.thresholdrsa;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.util.HexFormat;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.Hashing;

/**
 * EMSA-PKCS1-v1_5 with SHA-256 (RFC 8017, section 9.2), so that a certificate is a plain RSA
 * signature, which anybody can verify. Deterministic, as a signature in shares must be.
 *
 * <pre>
 * 00 01 | FF ... FF, at least 8 | 00 | DigestInfo of SHA-256 19 B | hash 32 B
 * </pre>
 */
final class Padding {
  private static final byte[] SHA256_DIGEST_INFO =
      HexFormat.of().parseHex("3031300d060960864801650304020105000420");

  private Padding() {}

  /** The number that is signed for {@code message} under a modulus of {@code modulusBytes}. */
  static BigInteger pad(Bytes message, int modulusBytes) {
    int padding = modulusBytes - 3 - SHA256_DIGEST_INFO.length - Hashing.HASH_BYTES;
    ByteArrayOutputStream out = new ByteArrayOutputStream(modulusBytes);
    out.write(0);
    out.write(1);
    for (int i = 0; i < padding; i++) {
      out.write(0xFF);
    }
    out.write(0);
    out.writeBytes(SHA256_DIGEST_INFO);
    out.writeBytes(Hashing.sha256(message).toByteArray());
    return new BigInteger(1, out.toByteArray());
  }
}
