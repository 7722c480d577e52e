package org.quorate.conformance.lab;

import java.security.SecureRandom;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.quorate.api.crypto.SignatureScheme;
import org.quorate.api.crypto.SigningKeys;
import org.quorate.api.model.Bytes;

/**
 * Signatures that are unforgeable by construction: a signature is the proof that an entry was made
 * in a ledger, which only the private key can do. Good within one process. Thread-safe.
 */
public final class SymbolicSignatures implements SignatureScheme {
  private final Ledger<Signed> ledger;
  private final long secret;
  private final Map<Bytes, Bytes> publicByPrivate = new ConcurrentHashMap<>();

  public SymbolicSignatures(long seed) {
    this.secret = Seeds.derive(seed, 1);
    this.ledger = new Ledger<>(Seeds.derive(seed, 2));
  }

  @Override
  public String name() {
    return "symbolic";
  }

  @Override
  public SigningKeys generate(SecureRandom random) {
    byte[] fresh = new byte[16];
    random.nextBytes(fresh);
    return keys(Bytes.wrap(fresh));
  }

  /** The keys of somebody, always the same for one name. */
  public SigningKeys keysOf(String name) {
    return keys(Bytes.utf8(name));
  }

  private SigningKeys keys(Bytes seed) {
    Bytes publicKey = Bytes.utf8("public:").concat(seed);
    Bytes privateKey =
        Bytes.utf8("private:" + Seeds.derive(secret, seed.hashCode()) + ":").concat(seed);
    publicByPrivate.put(privateKey, publicKey);
    return new SigningKeys(publicKey, privateKey);
  }

  @Override
  public Bytes sign(Bytes privateKey, Bytes message) {
    Bytes publicKey = publicByPrivate.get(privateKey);
    if (publicKey == null) {
      throw new IllegalArgumentException("not a private key of this scheme");
    }
    return ledger.enter(new Signed(publicKey, message));
  }

  @Override
  public boolean verify(Bytes publicKey, Bytes message, Bytes signature) {
    return new Signed(publicKey, message).equals(ledger.find(signature));
  }

  private record Signed(Bytes publicKey, Bytes message) {}
}
