package org.quorate.host.parts;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.quorate.api.crypto.SignatureScheme;
import org.quorate.api.crypto.SigningKeys;
import org.quorate.api.crypto.VerificationProfile;
import org.quorate.api.model.Bytes;

/**
 * What a provider of a signature scheme must do right before it is called for anybody: verify a
 * published signature, refuse it for another message and with a bit changed, and sign so that the
 * scheme's profile admits it and it verifies. Far less than the conformance kit, and far quicker.
 */
final class SignatureTrial {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Bytes MESSAGE = Bytes.utf8("quorate: a provider proves itself");
  private static final Bytes OTHER_MESSAGE = Bytes.utf8("quorate: a provider proves itselF");

  private final VerificationProfile profile;
  private final @Nullable Published published;

  /** A signature that others made. */
  private record Published(Bytes publicKey, Bytes message, Bytes signature) {}

  private SignatureTrial(VerificationProfile profile, @Nullable Published published) {
    this.profile = profile;
    this.published = published;
  }

  /** The trial of {@code scheme}; without a published signature if none is known for it. */
  static SignatureTrial of(String scheme) {
    return new SignatureTrial(VerificationProfile.forScheme(scheme), published(scheme));
  }

  private static @Nullable Published published(String scheme) {
    Properties found = new Properties();
    try (InputStream in =
        SignatureTrial.class.getResourceAsStream("trial/" + scheme + ".properties")) {
      if (in == null) {
        return null;
      }
      Reader text = new InputStreamReader(in, StandardCharsets.US_ASCII);
      found.load(text);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read a resource of this very program", e);
    }
    return new Published(
        Bytes.fromHex(found.getProperty("publicKey")),
        Bytes.fromHex(found.getProperty("message")),
        Bytes.fromHex(found.getProperty("signature")));
  }

  /**
   * Puts {@code scheme} to the trial, on the caller's thread.
   *
   * @throws ProviderFaultException if it does not pass
   */
  void examine(SignatureScheme scheme) throws ProviderFaultException {
    try {
      if (published != null) {
        examine(scheme, published, "a published signature");
      }
      SigningKeys keys = scheme.generate(RANDOM);
      require(profile.admitsKey(keys.publicKey()), "it makes a key that the scheme does not allow");
      Bytes signature = scheme.sign(keys.privateKey(), MESSAGE);
      require(
          profile.admitsSignature(keys.publicKey(), signature),
          "it signs in a form that the scheme does not allow");
      examine(scheme, new Published(keys.publicKey(), MESSAGE, signature), "its own signature");
    } catch (RuntimeException | LinkageError | AssertionError e) {
      throw ProviderFaultException.threw(e);
    }
  }

  private static void examine(SignatureScheme scheme, Published known, String what)
      throws ProviderFaultException {
    require(
        scheme.verify(known.publicKey(), known.message(), known.signature()),
        "it does not verify " + what);
    require(
        !scheme.verify(known.publicKey(), OTHER_MESSAGE, known.signature()),
        "it takes " + what + " for one of another message");
    require(
        !scheme.verify(known.publicKey(), known.message(), changed(known.signature())),
        "it verifies " + what + " with a bit changed");
  }

  private static Bytes changed(Bytes signature) {
    byte[] content = signature.toByteArray();
    content[content.length / 2] ^= 1;
    return Bytes.wrap(content);
  }

  private static void require(boolean condition, String otherwise) throws ProviderFaultException {
    if (!condition) {
      throw new ProviderFaultException(otherwise);
    }
  }
}
