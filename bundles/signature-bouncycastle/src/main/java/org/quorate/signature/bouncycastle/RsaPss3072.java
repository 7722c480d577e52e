package org.quorate.signature.bouncycastle;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.SecureRandom;
import org.bouncycastle.asn1.ASN1Object;
import org.bouncycastle.asn1.pkcs.RSAPrivateKey;
import org.bouncycastle.asn1.pkcs.RSAPublicKey;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.engines.RSABlindedEngine;
import org.bouncycastle.crypto.generators.RSAKeyPairGenerator;
import org.bouncycastle.crypto.params.ParametersWithRandom;
import org.bouncycastle.crypto.params.RSAKeyGenerationParameters;
import org.bouncycastle.crypto.params.RSAKeyParameters;
import org.bouncycastle.crypto.params.RSAPrivateCrtKeyParameters;
import org.bouncycastle.crypto.signers.PSSSigner;
import org.quorate.api.crypto.SigningKeys;
import org.quorate.api.model.Bytes;

/** RSA-PSS with 3072 bits, SHA-256, MGF1 with SHA-256 and a salt of 32 bytes. */
final class RsaPss3072 extends LightweightScheme<RSAKeyParameters, RSAPrivateCrtKeyParameters> {
  private static final int MODULUS_BITS = 3072;
  private static final BigInteger EXPONENT = BigInteger.valueOf(65537);
  private static final int SALT_BYTES = 32;

  /** A composite number passes as a prime once in 2^128. */
  private static final int PRIME_CERTAINTY = 128;

  private final SecureRandom salts = new SecureRandom();

  RsaPss3072() {
    super("rsa-pss-3072");
  }

  @Override
  public SigningKeys generate(SecureRandom random) {
    RSAKeyPairGenerator generator = new RSAKeyPairGenerator();
    generator.init(new RSAKeyGenerationParameters(EXPONENT, random, MODULUS_BITS, PRIME_CERTAINTY));
    AsymmetricCipherKeyPair pair = generator.generateKeyPair();
    RSAPrivateCrtKeyParameters key = (RSAPrivateCrtKeyParameters) pair.getPrivate();
    return new SigningKeys(
        encoded(new RSAPublicKey(key.getModulus(), EXPONENT)),
        encoded(
            new RSAPrivateKey(
                key.getModulus(),
                EXPONENT,
                key.getExponent(),
                key.getP(),
                key.getQ(),
                key.getDP(),
                key.getDQ(),
                key.getQInv())));
  }

  private static Bytes encoded(ASN1Object key) {
    try {
      return Bytes.wrap(key.getEncoded());
    } catch (IOException e) {
      throw new UncheckedIOException("encoding into memory failed", e);
    }
  }

  @Override
  RSAKeyParameters parsePublic(byte[] encoded) {
    RSAPublicKey key = RSAPublicKey.getInstance(encoded);
    return new RSAKeyParameters(false, key.getModulus(), key.getPublicExponent());
  }

  @Override
  RSAPrivateCrtKeyParameters parsePrivate(byte[] encoded) {
    RSAPrivateKey key = RSAPrivateKey.getInstance(encoded);
    if (!isConsistent(key)) {
      throw new IllegalArgumentException("not an RSA key of 3072 bits");
    }
    return new RSAPrivateCrtKeyParameters(
        key.getModulus(),
        key.getPublicExponent(),
        key.getPrivateExponent(),
        key.getPrime1(),
        key.getPrime2(),
        key.getExponent1(),
        key.getExponent2(),
        key.getCoefficient());
  }

  /**
   * RFC 8017, 3.2. A key whose parts do not fit would give signatures from which its primes can be
   * computed.
   */
  private static boolean isConsistent(RSAPrivateKey key) {
    BigInteger p = key.getPrime1();
    BigInteger q = key.getPrime2();
    if (p.compareTo(BigInteger.ONE) <= 0
        || q.compareTo(BigInteger.ONE) <= 0
        || !p.multiply(q).equals(key.getModulus())
        || key.getModulus().bitLength() != MODULUS_BITS) {
      return false;
    }
    BigInteger pLess1 = p.subtract(BigInteger.ONE);
    BigInteger qLess1 = q.subtract(BigInteger.ONE);
    return key.getPublicExponent().equals(EXPONENT)
        && isOne(EXPONENT.multiply(key.getExponent1()), pLess1)
        && isOne(EXPONENT.multiply(key.getExponent2()), qLess1)
        && isOne(EXPONENT.multiply(key.getPrivateExponent()), pLess1)
        && isOne(EXPONENT.multiply(key.getPrivateExponent()), qLess1)
        && isOne(q.multiply(key.getCoefficient()), p);
  }

  private static boolean isOne(BigInteger product, BigInteger modulus) {
    return product.mod(modulus).equals(BigInteger.ONE);
  }

  @Override
  byte[] sign(RSAPrivateCrtKeyParameters key, byte[] message) {
    PSSSigner signer = newSigner();
    signer.init(true, new ParametersWithRandom(key, salts));
    signer.update(message, 0, message.length);
    try {
      return signer.generateSignature();
    } catch (CryptoException e) {
      throw new IllegalStateException("3072 bits must hold a digest and a salt", e);
    }
  }

  @Override
  boolean verify(RSAKeyParameters key, byte[] message, byte[] signature) {
    PSSSigner verifier = newSigner();
    verifier.init(false, key);
    verifier.update(message, 0, message.length);
    return verifier.verifySignature(signature);
  }

  private static PSSSigner newSigner() {
    return new PSSSigner(new RSABlindedEngine(), new SHA256Digest(), SALT_BYTES);
  }
}
