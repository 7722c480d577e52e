package org.quorate.api.crypto;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.util.Optional;
import org.quorate.api.model.Bytes;

/** What the schemes of {@link JcaSignatures} share. */
abstract class JcaScheme implements SignatureScheme {
  private static final int KEYS_REMEMBERED = 1024;

  private final String name;
  private final Provider provider;
  private final String algorithm;
  private final KeyFactory keyFactory;
  private final ParsedKeys<PublicKey> publicKeys = new ParsedKeys<>(KEYS_REMEMBERED);
  private final ParsedKeys<PrivateKey> privateKeys = new ParsedKeys<>(KEYS_REMEMBERED);

  JcaScheme(String name, Provider provider, String keyAlgorithm, String algorithm) {
    this.name = name;
    this.provider = provider;
    this.algorithm = algorithm;
    this.keyFactory = required(() -> KeyFactory.getInstance(keyAlgorithm, provider));
  }

  /** Something that the security provider must have. */
  static <T> T required(Supply<T> supply) {
    try {
      return supply.get();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the security provider lacks an algorithm", e);
    }
  }

  /** Asks the security provider for something. */
  interface Supply<T> {
    T get() throws GeneralSecurityException;
  }

  abstract PublicKey parsePublic(Bytes encoded) throws GeneralSecurityException;

  abstract PrivateKey parsePrivate(Bytes encoded) throws GeneralSecurityException;

  Provider provider() {
    return provider;
  }

  KeyFactory keyFactory() {
    return keyFactory;
  }

  Signature newSignature() throws GeneralSecurityException {
    return Signature.getInstance(algorithm, provider);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Bytes sign(Bytes privateKey, Bytes message) {
    PrivateKey key =
        privateKeys
            .recall(privateKey, encoded -> parsed(() -> parsePrivate(encoded)))
            .orElseThrow(() -> new IllegalArgumentException("not a private key of " + name));
    try {
      Signature signature = required(this::newSignature);
      signature.initSign(key);
      signature.update(message.toByteArray());
      return Bytes.wrap(signature.sign());
    } catch (InvalidKeyException | SignatureException e) {
      throw new IllegalArgumentException("no private key to sign with by " + name, e);
    }
  }

  @Override
  public boolean verify(Bytes publicKey, Bytes message, Bytes signature) {
    Optional<PublicKey> key =
        publicKeys.recall(publicKey, encoded -> parsed(() -> parsePublic(encoded)));
    return key.isPresent() && verify(key.get(), message, signature);
  }

  private boolean verify(PublicKey key, Bytes message, Bytes signature) {
    try {
      Signature verifier = required(this::newSignature);
      verifier.initVerify(key);
      verifier.update(message.toByteArray());
      return verifier.verify(signature.toByteArray());
    } catch (InvalidKeyException | SignatureException e) {
      return false; // how it says that it is malformed
    }
  }

  private static <T> Optional<T> parsed(Supply<T> parse) {
    try {
      return Optional.of(parse.get());
    } catch (GeneralSecurityException e) {
      return Optional.empty(); // how it says that it is malformed
    }
  }
}
