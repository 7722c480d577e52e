package org.quorate.api.crypto;

import java.security.SecureRandom;
import java.util.Optional;
import org.quorate.api.model.Bytes;

/**
 * A provider behind the {@link VerificationProfile} of its scheme: whoever verifies signatures from
 * the network must do so through this, because otherwise the verdict depends on the provider.
 *
 * <p>A key is examined when it is first seen and remembered while it is in use. Thread-safe.
 */
public final class StrictSignatureScheme implements SignatureScheme {
  private static final int KEYS_REMEMBERED = 1024;

  private final SignatureScheme provider;
  private final VerificationProfile profile;
  private final ParsedKeys<Bytes> admittedKeys = new ParsedKeys<>(KEYS_REMEMBERED);

  /**
   * @param provider one provider, or something that stands for whichever is in use
   */
  public StrictSignatureScheme(SignatureScheme provider) {
    this.provider = provider;
    profile = VerificationProfile.forScheme(provider.name());
  }

  @Override
  public String name() {
    return provider.name();
  }

  @Override
  public SigningKeys generate(SecureRandom random) {
    return provider.generate(random);
  }

  @Override
  public Bytes sign(Bytes privateKey, Bytes message) {
    return provider.sign(privateKey, message);
  }

  @Override
  public boolean verify(Bytes publicKey, Bytes message, Bytes signature) {
    return admittedKeys.recall(publicKey, this::admitted).isPresent()
        && profile.admitsSignature(publicKey, signature)
        && provider.verify(publicKey, message, signature);
  }

  private Optional<Bytes> admitted(Bytes publicKey) {
    return profile.admitsKey(publicKey) ? Optional.of(publicKey) : Optional.empty();
  }
}
