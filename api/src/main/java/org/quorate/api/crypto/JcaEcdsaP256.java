package org.quorate.api.crypto;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.InvalidKeySpecException;
import org.quorate.api.model.Bytes;

/** ECDSA over P-256 with SHA-256. Nonces are random; of s and n - s the lower is given out. */
final class JcaEcdsaP256 extends JcaScheme {
  private static final String CURVE = "secp256r1";

  /** Curves are constants; the JDK knows this one, and not every security provider gives it. */
  private static final String CURVES = "SunEC";

  private static final int NUMBER_BYTES = 32;
  private static final int PUBLIC_KEY_BYTES = 1 + 2 * NUMBER_BYTES;
  private static final Bytes UNCOMPRESSED = Bytes.fromHex("04");

  private final ECParameterSpec curve =
      required(
          () -> {
            AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC", CURVES);
            parameters.init(new ECGenParameterSpec(CURVE));
            return parameters.getParameterSpec(ECParameterSpec.class);
          });

  JcaEcdsaP256(Provider provider) {
    super("ecdsa-p256", provider, "EC", "SHA256withECDSAinP1363Format");
  }

  @Override
  public SigningKeys generate(SecureRandom random) {
    KeyPairGenerator generator = required(() -> KeyPairGenerator.getInstance("EC", provider()));
    try {
      generator.initialize(curve, random);
    } catch (InvalidAlgorithmParameterException e) {
      throw new IllegalStateException("the security provider lacks the curve " + CURVE, e);
    }
    KeyPair pair = generator.generateKeyPair();
    ECPoint point = ((ECPublicKey) pair.getPublic()).getW();
    return new SigningKeys(
        UNCOMPRESSED.concat(encoded(point.getAffineX())).concat(encoded(point.getAffineY())),
        encoded(((ECPrivateKey) pair.getPrivate()).getS()));
  }

  @Override
  public Bytes sign(Bytes privateKey, Bytes message) {
    Bytes signature = super.sign(privateKey, message);
    BigInteger s = number(signature, NUMBER_BYTES);
    BigInteger other = curve.getOrder().subtract(s);
    return s.compareTo(other) <= 0
        ? signature
        : signature.slice(0, NUMBER_BYTES).concat(encoded(other));
  }

  @Override
  PublicKey parsePublic(Bytes encoded) throws GeneralSecurityException {
    if (encoded.length() != PUBLIC_KEY_BYTES
        || !encoded.slice(0, UNCOMPRESSED.length()).equals(UNCOMPRESSED)) {
      throw new InvalidKeySpecException("not an uncompressed point");
    }
    ECPoint point = new ECPoint(number(encoded, 1), number(encoded, 1 + NUMBER_BYTES));
    // Not every provider says so in the way that is meant for it.
    if (!isOnCurve(point)) {
      throw new InvalidKeySpecException("not a point of the curve");
    }
    return keyFactory().generatePublic(new ECPublicKeySpec(point, curve));
  }

  private boolean isOnCurve(ECPoint point) {
    BigInteger p = ((ECFieldFp) curve.getCurve().getField()).getP();
    BigInteger x = point.getAffineX();
    BigInteger y = point.getAffineY();
    BigInteger right =
        x.pow(3).add(curve.getCurve().getA().multiply(x)).add(curve.getCurve().getB()).mod(p);
    return x.compareTo(p) < 0 && y.compareTo(p) < 0 && y.pow(2).mod(p).equals(right);
  }

  @Override
  PrivateKey parsePrivate(Bytes encoded) throws GeneralSecurityException {
    if (encoded.length() != NUMBER_BYTES) {
      throw new InvalidKeySpecException("not " + NUMBER_BYTES + " bytes");
    }
    BigInteger scalar = number(encoded, 0);
    if (scalar.signum() == 0 || scalar.compareTo(curve.getOrder()) >= 0) {
      throw new InvalidKeySpecException("not from 1 to the order");
    }
    return keyFactory().generatePrivate(new ECPrivateKeySpec(scalar, curve));
  }

  private static BigInteger number(Bytes bytes, int from) {
    return new BigInteger(1, bytes.slice(from, from + NUMBER_BYTES).toByteArray());
  }

  /** Big-endian, with leading zeros. */
  private static Bytes encoded(BigInteger number) {
    byte[] bytes = number.toByteArray(); // with a sign bit, so perhaps one byte more
    byte[] padded = new byte[NUMBER_BYTES];
    int length = Math.min(bytes.length, NUMBER_BYTES);
    System.arraycopy(bytes, bytes.length - length, padded, NUMBER_BYTES - length, length);
    return Bytes.wrap(padded);
  }
}
