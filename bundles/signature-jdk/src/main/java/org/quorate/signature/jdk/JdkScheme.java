package org.quorate.signature.jdk;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Security;
import java.security.Signature;
import java.security.SignatureException;
import java.util.Optional;
import org.quorate.api.crypto.ParsedKeys;
import org.quorate.api.crypto.SignatureScheme;
import org.quorate.api.model.Bytes;

/**
 * What the schemes share. The security provider is named, because otherwise whatever an application
 * has installed before it would answer in its place.
 */
abstract class JdkScheme implements SignatureScheme {
  private static final int KEYS_REMEMBERED = 1024;

  private final String name;
  private final Provider provider;
  private final String algorithm;
  private final KeyFactory keyFactory;
  private final ParsedKeys<PublicKey> publicKeys = new ParsedKeys<>(KEYS_REMEMBERED);
  private final ParsedKeys<PrivateKey> privateKeys = new ParsedKeys<>(KEYS_REMEMBERED);

  JdkScheme(String name, String providerName, String keyAlgorithm, String algorithm) {
    this.name = name;
    this.algorithm = algorithm;
    Provider found = Security.getProvider(providerName);
    if (found == null) {
      throw new IllegalStateException(name + " needs the JDK's security provider " + providerName);
    }
    provider = found;
    keyFactory = required(() -> KeyFactory.getInstance(keyAlgorithm, provider));
  }

  /** Something that every JDK must have. */
  static <T> T required(Supply<T> supply) {
    try {
      return supply.get();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK lacks a standard algorithm", e);
    }
  }

  /** Asks the JDK for something. */
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
      return false; // how the JDK says that it is malformed
    }
  }

  private static <T> Optional<T> parsed(Supply<T> parse) {
    try {
      return Optional.of(parse.get());
    } catch (GeneralSecurityException e) {
      return Optional.empty(); // how the JDK says that it is malformed
    }
  }
}
