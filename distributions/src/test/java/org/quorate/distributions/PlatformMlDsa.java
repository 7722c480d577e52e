package org.quorate.distributions;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Optional;
import org.quorate.api.crypto.SignatureScheme;
import org.quorate.api.crypto.SigningKeys;
import org.quorate.api.model.Bytes;

/**
 * A second opinion on ML-DSA-65, for which one provider is shipped: the verification of JDK 24 and
 * later. It does not take private keys as seeds, so it cannot sign with ours.
 */
final class PlatformMlDsa implements SignatureScheme {
  private static final String ALGORITHM = "ML-DSA-65";
  private static final int PUBLIC_KEY_BYTES = 1952;

  /** What stands before the bytes of a public key (RFC 9881, 4). */
  private static final Bytes PUBLIC_KEY_INFO =
      Bytes.fromHex("308207b2300b0609608648016503040312038207a100");

  private PlatformMlDsa() {}

  /** Nothing on an older JDK. */
  static Optional<SignatureScheme> ifPresent() {
    try {
      Signature.getInstance(ALGORITHM);
      return Optional.of(new PlatformMlDsa());
    } catch (GeneralSecurityException e) {
      return Optional.empty();
    }
  }

  @Override
  public String name() {
    return "ml-dsa-65";
  }

  @Override
  public SigningKeys generate(SecureRandom random) {
    throw new UnsupportedOperationException("only verifies");
  }

  @Override
  public Bytes sign(Bytes privateKey, Bytes message) {
    throw new UnsupportedOperationException("only verifies");
  }

  @Override
  public boolean verify(Bytes publicKey, Bytes message, Bytes signature) {
    if (publicKey.length() != PUBLIC_KEY_BYTES) {
      return false;
    }
    try {
      Signature verifier = Signature.getInstance(ALGORITHM);
      verifier.initVerify(parse(publicKey));
      verifier.update(message.toByteArray());
      return verifier.verify(signature.toByteArray());
    } catch (InvalidKeyException | InvalidKeySpecException | SignatureException e) {
      return false; // how the JDK says that it is malformed
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("was there before", e);
    }
  }

  private static PublicKey parse(Bytes publicKey) throws GeneralSecurityException {
    byte[] info = PUBLIC_KEY_INFO.concat(publicKey).toByteArray();
    return KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(info));
  }
}
