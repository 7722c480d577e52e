package org.quorate.conformance.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.quorate.api.crypto.SignatureScheme;
import org.quorate.api.crypto.SigningKeys;
import org.quorate.api.crypto.StrictSignatureScheme;
import org.quorate.api.crypto.VerificationProfile;
import org.quorate.api.model.Bytes;

/**
 * Examines one scheme of one provider. Each check throws an {@link AssertionError} that says what
 * was wrong. It makes two key pairs at first, which takes seconds for RSA.
 */
public final class SignatureExam {
  private static final int[] MESSAGE_BYTES = {0, 1, 32, 1000, 100_000};

  /** Of s and n - s each is the lower half of the time, so neglect shows but once in 2^20. */
  private static final int SAMPLES = 20;

  /** How much of a key would show that it is shown; enough not to occur by chance. */
  private static final int SHOWN_BYTES = 8;

  private static final int THREADS = 4;
  private static final int ROUNDS = 10;

  private final SignatureScheme scheme;
  private final SignatureScheme strict;
  private final SecureRandom random = new SecureRandom();
  private final SigningKeys keys;
  private final SigningKeys otherKeys;
  private final Bytes message = Bytes.utf8("message");
  private final Bytes signature;

  public SignatureExam(SignatureScheme scheme) {
    this.scheme = scheme;
    strict = new StrictSignatureScheme(scheme);
    keys = scheme.generate(random);
    otherKeys = scheme.generate(random);
    signature = scheme.sign(keys.privateKey(), message);
  }

  /** What it signs it finds valid, whatever the length. */
  public void verifiesWhatItSigned() {
    for (int bytes : MESSAGE_BYTES) {
      byte[] content = new byte[bytes];
      random.nextBytes(content);
      Bytes sent = Bytes.wrap(content);
      assertThat(verify(keys, sent, scheme.sign(keys.privateKey(), sent)))
          .as("a message of %d bytes", bytes)
          .isTrue();
    }
  }

  /** A signature is good for one message and one key. */
  public void tellsMessagesAndKeysApart() {
    Bytes other = Bytes.utf8("massage");
    assertThat(verify(keys, other, signature)).as("for another message").isFalse();
    assertThat(verify(keys, Bytes.EMPTY, signature)).as("for an empty message").isFalse();
    assertThat(verify(otherKeys, message, signature)).as("by another key").isFalse();
    assertThat(verify(keys, message, scheme.sign(keys.privateKey(), other)))
        .as("of another message")
        .isFalse();
    assertThat(verify(keys, message, keys.publicKey())).as("the key").isFalse();
  }

  /** Keys differ, and their description keeps the secret. */
  public void makesFreshKeys() {
    Set<Bytes> seen = new HashSet<>();
    for (SigningKeys each : List.of(keys, otherKeys)) {
      assertThat(seen.add(each.publicKey())).as("another public key").isTrue();
      assertThat(seen.add(each.privateKey())).as("another private key").isTrue();
    }
  }

  /** Whatever it makes passes the scheme's profile, since others would refuse it otherwise. */
  public void keepsToTheEncodings() {
    VerificationProfile profile = VerificationProfile.forScheme(scheme.name());
    assertThat(profile.admitsKey(keys.publicKey())).as("its public key is admitted").isTrue();
    for (int i = 0; i < SAMPLES; i++) {
      Bytes made = scheme.sign(keys.privateKey(), Bytes.utf8("sample " + i));
      assertThat(profile.admitsSignature(keys.publicKey(), made))
          .as("its signature %s is admitted", made.toHex())
          .isTrue();
    }
  }

  /** A byte more or less is another signature or key, even where it could be overlooked. */
  public void takesNoOtherLength() {
    Bytes zero = Bytes.fromHex("00");
    List<Bytes> others =
        List.of(
            signature.concat(zero),
            zero.concat(signature),
            signature.slice(0, signature.length() - 1),
            signature.slice(1, signature.length()),
            signature.concat(signature),
            Bytes.EMPTY);
    for (Bytes other : others) {
      assertThat(strict.verify(keys.publicKey(), message, other))
          .as("%d bytes instead of %d", other.length(), signature.length())
          .isFalse();
    }
  }

  /** Garbage is invalid, of any length and of the right one, and never an exception. */
  public void refusesGarbage(Bytes key, Bytes garbage) {
    Bytes fittingKey = fitted(key, keys.publicKey().length());
    Bytes fitting = fitted(garbage, signature.length());
    refuses(key, garbage);
    refuses(key, signature);
    refuses(fittingKey, fitting);
    refuses(fittingKey, signature);
    refuses(keys.publicKey(), garbage);
    refuses(keys.publicKey(), fitting);
  }

  private static Bytes fitted(Bytes garbage, int bytes) {
    return Bytes.wrap(Arrays.copyOf(garbage.toByteArray(), bytes));
  }

  private void refuses(Bytes key, Bytes garbage) {
    assertThat(strict.verify(key, message, garbage)).isFalse();
    scheme.verify(key, message, garbage); // may be lenient, must not throw
  }

  /** A flipped bit of key, message or signature is noticed. */
  public void noticesAFlippedBit(int bit) {
    assertThat(verify(keys, flipped(message, bit), signature)).as("in the message").isFalse();
    assertThat(verify(keys, message, flipped(signature, bit))).as("in the signature").isFalse();
    refuses(flipped(keys.publicKey(), bit), signature);
  }

  private static Bytes flipped(Bytes original, int bit) {
    byte[] bytes = original.toByteArray();
    int index = Math.floorMod(bit, 8 * bytes.length);
    bytes[index / 8] ^= (byte) (1 << index % 8);
    return Bytes.wrap(bytes);
  }

  /** What is no private key is refused as an illegal argument that does not show it. */
  public void refusesToSignWith(Bytes noKey) {
    assertThatThrownBy(() -> scheme.sign(noKey, message))
        .isInstanceOf(IllegalArgumentException.class)
        .satisfies(refusal -> keepsSecret(noKey, refusal));
  }

  /** Nor is a private key with a byte behind it. */
  public void refusesToSignWithAKeyAndMore() {
    refusesToSignWith(keys.privateKey().concat(Bytes.fromHex("00")));
  }

  /** The same for garbage and for a key with a flipped bit, unless they are keys, too. */
  public void signsOrRefuses(Bytes garbage, int bit) {
    Bytes fitting = fitted(garbage, keys.privateKey().length());
    for (Bytes key : List.of(garbage, fitting, flipped(keys.privateKey(), bit))) {
      try {
        scheme.sign(key, message);
      } catch (IllegalArgumentException refusal) {
        keepsSecret(key, refusal);
      }
    }
  }

  private static void keepsSecret(Bytes key, Throwable refusal) {
    StringWriter shown = new StringWriter();
    refusal.printStackTrace(new PrintWriter(shown));
    if (key.length() >= SHOWN_BYTES) {
      assertThat(shown.toString()).doesNotContainIgnoringCase(key.slice(0, SHOWN_BYTES).toHex());
    }
  }

  /** Many threads at once, with the same keys. */
  public void isThreadSafe() throws InterruptedException, ExecutionException {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    CyclicBarrier start = new CyclicBarrier(THREADS);
    try {
      List<Future<?>> running = new ArrayList<>();
      for (int thread = 0; thread < THREADS; thread++) {
        SigningKeys mine = thread % 2 == 0 ? keys : otherKeys;
        SigningKeys theirs = thread % 2 == 0 ? otherKeys : keys;
        String name = "thread " + thread;
        running.add(
            threads.submit(
                () -> {
                  start.await();
                  for (int round = 0; round < ROUNDS; round++) {
                    Bytes text = Bytes.utf8(name + ", round " + round);
                    Bytes made = scheme.sign(mine.privateKey(), text);
                    assertThat(verify(mine, text, made)).as(name).isTrue();
                    assertThat(verify(theirs, text, made)).as(name).isFalse();
                    assertThat(verify(mine, message, made)).as(name).isFalse();
                  }
                  return null;
                }));
      }
      for (Future<?> each : running) {
        each.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  /** Keys and signatures go from either provider to the other. */
  public void worksTogetherWith(SignatureScheme other) {
    assertThat(other.name()).as("the other's scheme").isEqualTo(scheme.name());
    List<SignatureScheme> both = List.of(scheme, other);
    for (SigningKeys each : List.of(keys, other.generate(random))) {
      for (SignatureScheme signer : both) {
        Bytes made = signer.sign(each.privateKey(), message);
        for (SignatureScheme verifier : both) {
          assertThat(new StrictSignatureScheme(verifier).verify(each.publicKey(), message, made))
              .as("signed by %s, verified by %s", signer, verifier)
              .isTrue();
        }
      }
    }
  }

  /** Where the standard leaves no choice, as RFC 8032 for Ed25519, its examples come out. */
  public void signsAsTheStandardSays() {
    for (Rfc8032.Vector vector : Rfc8032.vectorsOf(scheme.name())) {
      assertThat(scheme.sign(vector.keys().privateKey(), vector.message()))
          .as(vector.name())
          .isEqualTo(vector.signature());
    }
  }

  /** Gives the one verdict behind the profile, and some verdict without. */
  public void judges(SignatureCase known) {
    assertThat(known.verifiedBy(strict)).as("%s", known).isEqualTo(known.expected());
    known.verifiedBy(scheme); // must not throw
  }

  private boolean verify(SigningKeys by, Bytes text, Bytes made) {
    return scheme.verify(by.publicKey(), text, made);
  }
}
