package org.quorate.api.crypto;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.PSSParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import org.quorate.api.model.Bytes;

/** RSA-PSS with 3072 bits, SHA-256, MGF1 with SHA-256 and a salt of 32 bytes. */
final class JcaRsaPss3072 extends JcaScheme {
  private static final int MODULUS_BITS = 3072;
  private static final PSSParameterSpec PSS =
      new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1);

  /**
   * What the JDK wants before a PKCS #1 key (RFC 5280, 4.1 and RFC 5958, 2). A public key is always
   * of 398 bytes; of a private one the lengths are filled in, and are of two bytes always.
   */
  private static final Bytes PUBLIC_KEY_INFO =
      Bytes.fromHex("308201a2300d06092a864886f70d01010105000382018f00");

  private static final Bytes PRIVATE_KEY_ALGORITHM =
      Bytes.fromHex("020100300d06092a864886f70d0101010500");

  private static final int DER_HEADER_BYTES = 4;
  private static final int PRIVATE_KEY_AT =
      DER_HEADER_BYTES + PRIVATE_KEY_ALGORITHM.length() + DER_HEADER_BYTES;
  private static final int PRIVATE_KEY_BYTES_MAX = 4096;
  private static final byte SEQUENCE = 0x30;
  private static final byte OCTET_STRING = 0x04;

  JcaRsaPss3072(Provider provider) {
    super("rsa-pss-3072", provider, "RSA", "RSASSA-PSS");
  }

  @Override
  Signature newSignature() throws GeneralSecurityException {
    Signature signature = super.newSignature();
    signature.setParameter(PSS);
    return signature;
  }

  @Override
  public SigningKeys generate(SecureRandom random) {
    KeyPairGenerator generator = required(() -> KeyPairGenerator.getInstance("RSA", provider()));
    try {
      generator.initialize(
          new RSAKeyGenParameterSpec(MODULUS_BITS, RSAKeyGenParameterSpec.F4), random);
    } catch (InvalidAlgorithmParameterException e) {
      throw new IllegalStateException(
          "the security provider makes no keys of " + MODULUS_BITS + " bits", e);
    }
    KeyPair pair = generator.generateKeyPair();
    return new SigningKeys(
        after(PUBLIC_KEY_INFO.length(), pair.getPublic().getEncoded()),
        after(PRIVATE_KEY_AT, pair.getPrivate().getEncoded()));
  }

  private static Bytes after(int from, byte[] encoded) {
    return Bytes.wrap(encoded).slice(from, encoded.length);
  }

  @Override
  PublicKey parsePublic(Bytes encoded) throws GeneralSecurityException {
    byte[] info = PUBLIC_KEY_INFO.concat(encoded).toByteArray();
    return keyFactory().generatePublic(new X509EncodedKeySpec(info));
  }

  @Override
  PrivateKey parsePrivate(Bytes encoded) throws GeneralSecurityException {
    if (encoded.length() > PRIVATE_KEY_BYTES_MAX) {
      throw new InvalidKeySpecException("longer than " + PRIVATE_KEY_BYTES_MAX + " bytes");
    }
    Bytes octets = header(OCTET_STRING, encoded.length()).concat(encoded);
    Bytes content = PRIVATE_KEY_ALGORITHM.concat(octets);
    byte[] info = header(SEQUENCE, content.length()).concat(content).toByteArray();
    PrivateKey key = keyFactory().generatePrivate(new PKCS8EncodedKeySpec(info));
    if (!(key instanceof RSAPrivateCrtKey rsa) || !isConsistent(rsa)) {
      throw new InvalidKeySpecException("not an RSA key of 3072 bits");
    }
    return key;
  }

  private static Bytes header(byte tag, int contentBytes) {
    return Bytes.wrap(
        ByteBuffer.allocate(DER_HEADER_BYTES)
            .put(tag)
            .put((byte) 0x82)
            .putShort((short) contentBytes)
            .array());
  }

  /**
   * RFC 8017, 3.2. A key whose parts do not fit would give signatures from which its primes can be
   * computed.
   */
  private static boolean isConsistent(RSAPrivateCrtKey key) {
    BigInteger p = key.getPrimeP();
    BigInteger q = key.getPrimeQ();
    if (p.compareTo(BigInteger.ONE) <= 0
        || q.compareTo(BigInteger.ONE) <= 0
        || !p.multiply(q).equals(key.getModulus())
        || key.getModulus().bitLength() != MODULUS_BITS) {
      return false;
    }
    BigInteger pLess1 = p.subtract(BigInteger.ONE);
    BigInteger qLess1 = q.subtract(BigInteger.ONE);
    BigInteger e = key.getPublicExponent();
    return e.equals(RSAKeyGenParameterSpec.F4)
        && isOne(e.multiply(key.getPrimeExponentP()), pLess1)
        && isOne(e.multiply(key.getPrimeExponentQ()), qLess1)
        && isOne(e.multiply(key.getPrivateExponent()), pLess1)
        && isOne(e.multiply(key.getPrivateExponent()), qLess1)
        && isOne(q.multiply(key.getCrtCoefficient()), p);
  }

  private static boolean isOne(BigInteger product, BigInteger modulus) {
    return product.mod(modulus).equals(BigInteger.ONE);
  }
}
