package org.quorate.signature.bouncycastle;

import java.util.Optional;
import java.util.function.Supplier;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.quorate.api.crypto.ParsedKeys;
import org.quorate.api.crypto.SignatureScheme;
import org.quorate.api.model.Bytes;

/**
 * What the schemes share. Only the lightweight API is used: nothing is registered with the JDK.
 *
 * @param <P> its public keys
 * @param <S> its private keys
 */
abstract class LightweightScheme<P extends AsymmetricKeyParameter, S extends AsymmetricKeyParameter>
    implements SignatureScheme {
  private static final int KEYS_REMEMBERED = 1024;

  private final String name;
  private final ParsedKeys<P> publicKeys = new ParsedKeys<>(KEYS_REMEMBERED);
  private final ParsedKeys<S> privateKeys = new ParsedKeys<>(KEYS_REMEMBERED);

  LightweightScheme(String name) {
    this.name = name;
  }

  /**
   * @throws IllegalArgumentException if it is no public key of this scheme
   */
  abstract P parsePublic(byte[] encoded);

  /**
   * @throws IllegalArgumentException if it is no private key of this scheme
   */
  abstract S parsePrivate(byte[] encoded);

  abstract byte[] sign(S key, byte[] message);

  abstract boolean verify(P key, byte[] message, byte[] signature);

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final Bytes sign(Bytes privateKey, Bytes message) {
    S key =
        privateKeys
            .recall(privateKey, encoded -> parsed(() -> parsePrivate(encoded.toByteArray())))
            .orElseThrow(() -> new IllegalArgumentException("not a private key of " + name));
    return Bytes.wrap(sign(key, message.toByteArray()));
  }

  @Override
  public final boolean verify(Bytes publicKey, Bytes message, Bytes signature) {
    return publicKeys
        .recall(publicKey, encoded -> parsed(() -> parsePublic(encoded.toByteArray())))
        .filter(key -> verify(key, message.toByteArray(), signature.toByteArray()))
        .isPresent();
  }

  private static <T> Optional<T> parsed(Supplier<T> parse) {
    try {
      return Optional.of(parse.get());
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // how Bouncy Castle says that it is malformed
    }
  }
}
