package org.quorate.api.crypto;

import java.lang.System.Logger.Level;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import org.quorate.api.model.Bytes;

/** Ed25519. The JDK's own provider derives the public key anew with each signature. */
final class JcaEd25519 extends JcaScheme {
  private static final System.Logger LOG = System.getLogger(JcaEd25519.class.getName());
  private static final String ALGORITHM = "Ed25519";
  private static final int KEY_BITS = 255;
  private static final int KEY_BYTES = 32;

  /** What stands before the 32 bytes of a key (RFC 8410, 4 and 7). */
  private static final Bytes PUBLIC_KEY_INFO = Bytes.fromHex("302a300506032b6570032100");

  private static final Bytes PRIVATE_KEY_INFO = Bytes.fromHex("302e020100300506032b657004220420");

  JcaEd25519(Provider provider) {
    super("ed25519", provider, ALGORITHM, ALGORITHM);
  }

  @Override
  public SigningKeys generate(SecureRandom random) {
    KeyPairGenerator generator =
        required(() -> KeyPairGenerator.getInstance(ALGORITHM, provider()));
    try {
      generator.initialize(KEY_BITS, random);
    } catch (UnsupportedOperationException e) {
      LOG.log(Level.DEBUG, "{0} makes keys of randomness of its own", provider());
    }
    KeyPair pair = generator.generateKeyPair();
    Bytes publicKeyInfo = Bytes.wrap(pair.getPublic().getEncoded());
    Bytes privateKeyInfo = Bytes.wrap(pair.getPrivate().getEncoded());
    return new SigningKeys(
        publicKeyInfo.slice(PUBLIC_KEY_INFO.length(), publicKeyInfo.length()),
        privateKeyInfo.slice(PRIVATE_KEY_INFO.length(), PRIVATE_KEY_INFO.length() + KEY_BYTES));
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
