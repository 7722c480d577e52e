package org.quorate.signature.jdk;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import org.quorate.api.crypto.SigningKeys;
import org.quorate.api.model.Bytes;

/** Ed25519. The JDK derives the public key from the seed anew with each signature. */
final class Ed25519 extends JdkScheme {
  private static final String ALGORITHM = "Ed25519";
  private static final int KEY_BYTES = 32;

  /** What stands before the 32 bytes of a key (RFC 8410, 4 and 7). */
  private static final Bytes PUBLIC_KEY_INFO = Bytes.fromHex("302a300506032b6570032100");

  private static final Bytes PRIVATE_KEY_INFO = Bytes.fromHex("302e020100300506032b657004220420");

  Ed25519() {
    super("ed25519", "SunEC", ALGORITHM, ALGORITHM);
  }

  @Override
  public SigningKeys generate(SecureRandom random) {
    KeyPairGenerator generator =
        required(() -> KeyPairGenerator.getInstance(ALGORITHM, provider()));
    generator.initialize(255, random);
    KeyPair pair = generator.generateKeyPair();
    Bytes publicKeyInfo = Bytes.wrap(pair.getPublic().getEncoded());
    byte[] seed = ((EdECPrivateKey) pair.getPrivate()).getBytes().orElseThrow();
    return new SigningKeys(
        publicKeyInfo.slice(PUBLIC_KEY_INFO.length(), publicKeyInfo.length()), Bytes.wrap(seed));
  }

  @Override
  PublicKey parsePublic(Bytes encoded) throws GeneralSecurityException {
    return keyFactory().generatePublic(new X509EncodedKeySpec(info(PUBLIC_KEY_INFO, encoded)));
  }

  @Override
  PrivateKey parsePrivate(Bytes encoded) throws GeneralSecurityException {
    return keyFactory().generatePrivate(new PKCS8EncodedKeySpec(info(PRIVATE_KEY_INFO, encoded)));
  }

  /** The JDK would overlook what follows the key. */
  private static byte[] info(Bytes start, Bytes encoded) throws InvalidKeySpecException {
    if (encoded.length() != KEY_BYTES) {
      throw new InvalidKeySpecException("not " + KEY_BYTES + " bytes");
    }
    return start.concat(encoded).toByteArray();
  }
}
