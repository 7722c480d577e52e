package org.quorate.signature.bouncycastle;

import java.security.SecureRandom;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.quorate.api.crypto.SigningKeys;
import org.quorate.api.model.Bytes;

/** Ed25519. A remembered private key keeps its public key, which each signature needs. */
final class Ed25519
    extends LightweightScheme<Ed25519PublicKeyParameters, Ed25519PrivateKeyParameters> {
  /** Of org.bouncycastle.math.ec.rfc8032.Ed25519.Algorithm: neither with context nor prehashed. */
  private static final int PLAIN = 0;

  Ed25519() {
    super("ed25519");
  }

  @Override
  public SigningKeys generate(SecureRandom random) {
    Ed25519PrivateKeyParameters key = new Ed25519PrivateKeyParameters(random);
    return new SigningKeys(
        Bytes.wrap(key.generatePublicKey().getEncoded()), Bytes.wrap(key.getEncoded()));
  }

  @Override
  Ed25519PublicKeyParameters parsePublic(byte[] encoded) {
    return new Ed25519PublicKeyParameters(encoded);
  }

  @Override
  Ed25519PrivateKeyParameters parsePrivate(byte[] encoded) {
    return new Ed25519PrivateKeyParameters(encoded);
  }

  @Override
  byte[] sign(Ed25519PrivateKeyParameters key, byte[] message) {
    byte[] signature = new byte[Ed25519PrivateKeyParameters.SIGNATURE_SIZE];
    key.sign(PLAIN, null, message, 0, message.length, signature, 0);
    return signature;
  }

  @Override
  boolean verify(Ed25519PublicKeyParameters key, byte[] message, byte[] signature) {
    return signature.length == Ed25519PrivateKeyParameters.SIGNATURE_SIZE
        && key.verify(PLAIN, null, message, 0, message.length, signature, 0);
  }
}
