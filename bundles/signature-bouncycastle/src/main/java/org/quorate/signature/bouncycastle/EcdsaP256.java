package org.quorate.signature.bouncycastle;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.generators.ECKeyPairGenerator;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECKeyGenerationParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.util.BigIntegers;
import org.quorate.api.crypto.SigningKeys;
import org.quorate.api.model.Bytes;

/**
 * ECDSA over P-256 with SHA-256. Nonces are derived from key and message (RFC 6979), so a weak
 * source of randomness cannot give the key away; of s and n - s the lower is given out.
 */
final class EcdsaP256 extends LightweightScheme<ECPublicKeyParameters, ECPrivateKeyParameters> {
  private static final int NUMBER_BYTES = 32;
  private static final ECDomainParameters CURVE =
      new ECDomainParameters(CustomNamedCurves.getByName("secp256r1"));

  EcdsaP256() {
    super("ecdsa-p256");
  }

  @Override
  public SigningKeys generate(SecureRandom random) {
    ECKeyPairGenerator generator = new ECKeyPairGenerator();
    generator.init(new ECKeyGenerationParameters(CURVE, random));
    AsymmetricCipherKeyPair pair = generator.generateKeyPair();
    byte[] point = ((ECPublicKeyParameters) pair.getPublic()).getQ().getEncoded(false);
    BigInteger scalar = ((ECPrivateKeyParameters) pair.getPrivate()).getD();
    return new SigningKeys(Bytes.wrap(point), Bytes.wrap(encoded(scalar)));
  }

  @Override
  ECPublicKeyParameters parsePublic(byte[] encoded) {
    return new ECPublicKeyParameters(CURVE.getCurve().decodePoint(encoded), CURVE);
  }

  @Override
  ECPrivateKeyParameters parsePrivate(byte[] encoded) {
    if (encoded.length != NUMBER_BYTES) {
      throw new IllegalArgumentException("not " + NUMBER_BYTES + " bytes");
    }
    return new ECPrivateKeyParameters(new BigInteger(1, encoded), CURVE);
  }

  @Override
  byte[] sign(ECPrivateKeyParameters key, byte[] message) {
    ECDSASigner signer = new ECDSASigner(new HMacDSAKCalculator(new SHA256Digest()));
    signer.init(true, key);
    BigInteger[] pair = signer.generateSignature(sha256(message));
    byte[] signature = new byte[2 * NUMBER_BYTES];
    BigInteger lowS = pair[1].min(CURVE.getN().subtract(pair[1]));
    System.arraycopy(encoded(pair[0]), 0, signature, 0, NUMBER_BYTES);
    System.arraycopy(encoded(lowS), 0, signature, NUMBER_BYTES, NUMBER_BYTES);
    return signature;
  }

  @Override
  boolean verify(ECPublicKeyParameters key, byte[] message, byte[] signature) {
    if (signature.length != 2 * NUMBER_BYTES) {
      return false;
    }
    ECDSASigner verifier = new ECDSASigner();
    verifier.init(false, key);
    BigInteger r = new BigInteger(1, Arrays.copyOf(signature, NUMBER_BYTES));
    BigInteger s = new BigInteger(1, Arrays.copyOfRange(signature, NUMBER_BYTES, signature.length));
    return verifier.verifySignature(sha256(message), r, s);
  }

  private static byte[] encoded(BigInteger number) {
    return BigIntegers.asUnsignedByteArray(NUMBER_BYTES, number);
  }

  /** By the JDK, which is eight times as fast here. */
  private static byte[] sha256(byte[] message) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(message);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK must have SHA-256", e);
    }
  }
}
