package org.quorate.conformance.certificate;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import org.quorate.api.crypto.SignatureScheme;
import org.quorate.api.crypto.SigningKeys;
import org.quorate.api.model.Bytes;

/**
 * Signatures to examine certificate schemes with, since a kit may not know any bundle: the Java
 * platform's Ed25519, its keys in the platform's encodings.
 */
final class PlatformEd25519 implements SignatureScheme {
  private static final String ALGORITHM = "Ed25519";
  private static final int SIGNATURE_BYTES = 64;

  @Override
  public String name() {
    return "ed25519";
  }

  @Override
  public SigningKeys generate(SecureRandom random) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(ALGORITHM);
      generator.initialize(NamedParameterSpec.ED25519, random);
      KeyPair pair = generator.generateKeyPair();
      return new SigningKeys(
          Bytes.wrap(pair.getPublic().getEncoded()), Bytes.wrap(pair.getPrivate().getEncoded()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the platform must offer Ed25519", e);
    }
  }

  @Override
  public Bytes sign(Bytes privateKey, Bytes message) {
    try {
      PrivateKey key =
          KeyFactory.getInstance(ALGORITHM)
              .generatePrivate(new PKCS8EncodedKeySpec(privateKey.toByteArray()));
      if (!Bytes.wrap(key.getEncoded()).equals(privateKey)) {
        throw new IllegalArgumentException("not the encoding of a private key of Ed25519");
      }
      Signature signature = Signature.getInstance(ALGORITHM);
      signature.initSign(key);
      signature.update(message.toByteArray());
      return Bytes.wrap(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("not a private key of Ed25519");
    }
  }

  @Override
  public boolean verify(Bytes publicKey, Bytes message, Bytes signature) {
    if (signature.length() != SIGNATURE_BYTES) {
      return false;
    }
    try {
      PublicKey key =
          KeyFactory.getInstance(ALGORITHM)
              .generatePublic(new X509EncodedKeySpec(publicKey.toByteArray()));
      Signature verifier = Signature.getInstance(ALGORITHM);
      verifier.initVerify(key);
      verifier.update(message.toByteArray());
      return verifier.verify(signature.toByteArray());
    } catch (GeneralSecurityException e) {
      return false;
    }
  }
}
