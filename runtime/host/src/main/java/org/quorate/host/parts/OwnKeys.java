package org.quorate.host.parts;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.quorate.api.model.Bytes;

/**
 * Which public key belongs to a private one of this process: learnt when its owner verifies what it
 * has signed, as owners do once when they start. So the signatures of a provider can be checked
 * without a change to how they are asked for. Thread-safe; keeps little and forgets nothing of it.
 */
final class OwnKeys {
  private static final int KEYS_MAX = 64;

  private final Map<Bytes, Bytes> publicByPrivate = new ConcurrentHashMap<>();
  private final Map<Bytes, Bytes> privateBySignature = new ConcurrentHashMap<>();

  /** The public key, if it is known. */
  @Nullable Bytes publicKeyOf(Bytes privateKey) {
    return publicByPrivate.get(privateKey);
  }

  /** A signature by a private key whose public key is not known yet. */
  void signed(Bytes privateKey, Bytes signature) {
    if (privateBySignature.size() < KEYS_MAX) {
      privateBySignature.put(signature, privateKey);
    }
  }

  /** A signature that is valid. */
  void verified(Bytes publicKey, Bytes signature) {
    if (privateBySignature.isEmpty()) {
      return;
    }
    Bytes privateKey = privateBySignature.remove(signature);
    if (privateKey != null && publicByPrivate.size() < KEYS_MAX) {
      publicByPrivate.put(privateKey, publicKey);
      privateBySignature.values().removeIf(privateKey::equals);
    }
  }
}
