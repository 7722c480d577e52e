package org.quorate.signature.bouncycastle;

import java.security.SecureRandom;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.params.MLDSAParameters;
import org.bouncycastle.crypto.params.MLDSAPrivateKeyParameters;
import org.bouncycastle.crypto.params.MLDSAPublicKeyParameters;
import org.bouncycastle.crypto.params.ParametersWithRandom;
import org.bouncycastle.crypto.signers.MLDSASigner;
import org.quorate.api.crypto.SigningKeys;
import org.quorate.api.model.Bytes;

/** ML-DSA-65 (FIPS 204), with an empty context, hedged: each signature takes fresh randomness. */
final class MlDsa65 extends LightweightScheme<MLDSAPublicKeyParameters, MLDSAPrivateKeyParameters> {
  private static final MLDSAParameters PARAMETERS = MLDSAParameters.ml_dsa_65;
  private static final int SEED_BYTES = 32;
  private static final int PUBLIC_KEY_BYTES = 1952;

  private final SecureRandom hedge = new SecureRandom();

  MlDsa65() {
    super("ml-dsa-65");
  }

  @Override
  public SigningKeys generate(SecureRandom random) {
    byte[] seed = new byte[SEED_BYTES];
    random.nextBytes(seed);
    byte[] publicKey = parsePrivate(seed).getPublicKeyParameters().getEncoded();
    return new SigningKeys(Bytes.wrap(publicKey), Bytes.wrap(seed));
  }

  @Override
  MLDSAPublicKeyParameters parsePublic(byte[] encoded) {
    checkLength(encoded, PUBLIC_KEY_BYTES);
    return new MLDSAPublicKeyParameters(PARAMETERS, encoded);
  }

  /** Expands the seed (FIPS 204, algorithm 6). */
  @Override
  MLDSAPrivateKeyParameters parsePrivate(byte[] encoded) {
    checkLength(encoded, SEED_BYTES);
    return new MLDSAPrivateKeyParameters(PARAMETERS, encoded);
  }

  private static void checkLength(byte[] encoded, int bytes) {
    if (encoded.length != bytes) {
      throw new IllegalArgumentException("not " + bytes + " bytes");
    }
  }

  @Override
  byte[] sign(MLDSAPrivateKeyParameters key, byte[] message) {
    MLDSASigner signer = new MLDSASigner();
    signer.init(true, new ParametersWithRandom(key, hedge));
    signer.update(message, 0, message.length);
    try {
      return signer.generateSignature();
    } catch (CryptoException e) {
      throw new IllegalStateException("a parsed key must sign", e);
    }
  }

  @Override
  boolean verify(MLDSAPublicKeyParameters key, byte[] message, byte[] signature) {
    MLDSASigner verifier = new MLDSASigner();
    verifier.init(false, key);
    verifier.update(message, 0, message.length);
    return verifier.verifySignature(signature);
  }
}
