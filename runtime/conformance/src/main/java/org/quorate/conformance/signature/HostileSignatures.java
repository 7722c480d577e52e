package org.quorate.conformance.signature;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.quorate.api.crypto.SignatureScheme;
import org.quorate.api.crypto.SigningKeys;
import org.quorate.api.crypto.StrictSignatureScheme;
import org.quorate.api.model.Bytes;
import org.quorate.conformance.hostile.HostileReading;
import org.quorate.conformance.hostile.SeededRandom;

/**
 * Bytes in each place where a signature scheme takes some: as public key and as signature, which
 * come from the network, and as private key, which lies in a file. For a fuzzer; the keys are the
 * same every time.
 */
public final class HostileSignatures {
  private static final long SEED = 8032;
  private static final Bytes MESSAGE = Bytes.utf8("message");

  /** How much of a key would show that it is shown; enough not to occur by chance. */
  private static final int SHOWN_BYTES = 8;

  private final List<Known> known;

  /** A scheme with something that is good. */
  private record Known(SignatureScheme scheme, SigningKeys keys, Bytes signature) {
    static Known of(SignatureScheme scheme) {
      SigningKeys keys = scheme.generate(new SeededRandom(SEED));
      return new Known(scheme, keys, scheme.sign(keys.privateKey(), MESSAGE));
    }
  }

  /** Makes keys of all {@code schemes}, which takes seconds for RSA. */
  public HostileSignatures(List<SignatureScheme> schemes) {
    this.known = schemes.stream().map(Known::of).toList();
  }

  /** Offers {@code input} in each of the places, of each scheme. */
  public void read(byte[] input) {
    known.forEach(one -> read(one, input));
  }

  private static void read(Known one, byte[] input) {
    for (SignatureScheme scheme : List.of(one.scheme, new StrictSignatureScheme(one.scheme))) {
      boolean byKey =
          HostileReading.value(input, key -> scheme.verify(key, MESSAGE, one.signature));
      boolean bySignature =
          HostileReading.value(
              input, signature -> scheme.verify(one.keys.publicKey(), MESSAGE, signature));
      if (scheme != one.scheme) {
        // One byte form, and nobody else can make it; a provider alone may be lenient.
        assertThat(byKey).isEqualTo(Bytes.copyOf(input).equals(one.keys.publicKey()));
        assertThat(bySignature).isEqualTo(Bytes.copyOf(input).equals(one.signature));
      }
    }
    HostileReading.valueOrError(input, IllegalArgumentException.class, key -> sign(one, key))
        .ifPresent(signature -> refusesToSignWith(one, Arrays.copyOf(input, input.length + 1)));
  }

  private static void refusesToSignWith(Known one, byte[] keyAndMore) {
    assertThat(
            HostileReading.valueOrError(
                keyAndMore, IllegalArgumentException.class, key -> sign(one, key)))
        .as("%s: a key that something follows", one.scheme.name())
        .isEmpty();
  }

  private static Bytes sign(Known one, Bytes privateKey) {
    try {
      return one.scheme.sign(privateKey, MESSAGE);
    } catch (IllegalArgumentException e) {
      if (privateKey.length() >= SHOWN_BYTES) {
        assertThat(e.toString()).doesNotContain(privateKey.slice(0, SHOWN_BYTES).toHex());
      }
      throw e;
    }
  }
}
