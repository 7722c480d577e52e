package org.quorate.host.parts;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.quorate.api.crypto.SignatureScheme;
import org.quorate.api.crypto.SigningKeys;
import org.quorate.api.crypto.VerificationProfile;
import org.quorate.api.model.Bytes;

/**
 * What a provider of a signature scheme must do right before it is called for anybody: verify a
 * published signature, refuse it for another message and with a bit changed, and sign so that the
 * scheme's profile admits it and it verifies. Far less than the conformance kit, and far quicker:
 * providers that were shipped share the keys that they are tried with, because to make those of RSA
 * takes some of them seconds.
 */
final class SignatureTrial {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Bytes MESSAGE = Bytes.utf8("quorate: a provider proves itself");
  private static final Bytes OTHER_MESSAGE = Bytes.utf8("quorate: a provider proves itselF");

  /** By scheme, made by the first provider that was shipped; nothing else is signed with them. */
  private static final Map<String, SigningKeys> SHARED = new ConcurrentHashMap<>();

  private final String name;
  private final VerificationProfile profile;
  private final @Nullable Published published;

  /** A signature that others made. */
  private record Published(Bytes publicKey, Bytes message, Bytes signature) {}

  private SignatureTrial(String name, @Nullable Published published) {
    this.name = name;
    this.profile = VerificationProfile.forScheme(name);
    this.published = published;
  }

  /** The trial of {@code scheme}; without a published signature if none is known for it. */
  static SignatureTrial of(String scheme) {
    return new SignatureTrial(scheme, published(scheme));
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
   * @param isDeployed whether it came later, and so has to do with keys of its own
   * @throws ProviderFaultException if it does not pass
   */
  void examine(SignatureScheme scheme, boolean isDeployed) throws ProviderFaultException {
    try {
      if (published != null) {
        examine(scheme, published, "a published signature");
      }
      SigningKeys shared = isDeployed ? null : SHARED.get(name);
      SigningKeys keys = shared == null ? scheme.generate(RANDOM) : shared;
      examine(scheme, keys);
      if (!isDeployed) {
        SHARED.putIfAbsent(name, keys);
      }
    } catch (RuntimeException | LinkageError | AssertionError e) {
      throw ProviderFaultException.threw(e);
    }
  }

  /**
   * Whether {@code scheme} signs with {@code keys} as it should.
   *
   * @throws ProviderFaultException if it does not
   */
  void examine(SignatureScheme scheme, SigningKeys keys) throws ProviderFaultException {
    try {
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
