package org.quorate.conformance.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.quorate.api.crypto.SignatureScheme;
import org.quorate.api.crypto.SigningKeys;
import org.quorate.api.model.Bytes;
import org.quorate.conformance.result.KitRun;
import org.quorate.conformance.signature.SignatureCase.Standing;

/** Each check passes an honest provider and fails one that is wrong in the way it looks for. */
class SignatureExamTest {
  private static final int KEY_BYTES = 32;
  private static final Bytes GARBAGE = Bytes.utf8("garbage");
  private static final SignatureCase SOUND = SignatureCase.sound(GARBAGE, GARBAGE, GARBAGE);

  /** Honest, but no more than a checksum; subclasses spoil it. */
  private static class Toy implements SignatureScheme {
    @Override
    public String name() {
      return "toy";
    }

    @Override
    public SigningKeys generate(SecureRandom random) {
      byte[] key = new byte[KEY_BYTES];
      random.nextBytes(key);
      return new SigningKeys(hash(Bytes.wrap(key)), Bytes.wrap(key));
    }

    @Override
    public Bytes sign(Bytes privateKey, Bytes message) {
      if (privateKey.length() != KEY_BYTES) {
        throw new IllegalArgumentException("not a private key");
      }
      return hash(hash(privateKey).concat(message));
    }

    @Override
    public boolean verify(Bytes publicKey, Bytes message, Bytes signature) {
      return signature.equals(hash(publicKey.concat(message)));
    }

    static Bytes hash(Bytes content) {
      try {
        return Bytes.wrap(MessageDigest.getInstance("SHA-256").digest(content.toByteArray()));
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every JDK must have SHA-256", e);
      }
    }
  }

  private static final class RefusesAll extends Toy {
    @Override
    public boolean verify(Bytes publicKey, Bytes message, Bytes signature) {
      return false;
    }
  }

  private static final class AcceptsAll extends Toy {
    @Override
    public boolean verify(Bytes publicKey, Bytes message, Bytes signature) {
      return true;
    }
  }

  private static final class IgnoresTheKey extends Toy {
    @Override
    public SigningKeys generate(SecureRandom random) {
      SigningKeys keys = super.generate(random);
      return new SigningKeys(hash(Bytes.EMPTY), keys.privateKey());
    }

    @Override
    public Bytes sign(Bytes privateKey, Bytes message) {
      return hash(message);
    }

    @Override
    public boolean verify(Bytes publicKey, Bytes message, Bytes signature) {
      return signature.equals(hash(message));
    }
  }

  private static final class IgnoresWhatFollows extends Toy {
    @Override
    public boolean verify(Bytes publicKey, Bytes message, Bytes signature) {
      return signature.length() >= KEY_BYTES
          && super.verify(publicKey, message, signature.slice(0, KEY_BYTES));
    }
  }

  private static final class ThrowsOnGarbage extends Toy {
    @Override
    public boolean verify(Bytes publicKey, Bytes message, Bytes signature) {
      return super.verify(publicKey, message, signature.slice(0, KEY_BYTES));
    }
  }

  private static final class ThrowsSomethingElse extends Toy {
    @Override
    public Bytes sign(Bytes privateKey, Bytes message) {
      return super.sign(privateKey.slice(0, KEY_BYTES), message);
    }
  }

  private static final class ShowsKeys extends Toy {
    @Override
    public Bytes sign(Bytes privateKey, Bytes message) {
      if (privateKey.length() != KEY_BYTES) {
        throw new IllegalArgumentException("not a private key: " + privateKey.toHex());
      }
      return super.sign(privateKey, message);
    }
  }

  private static final class AnotherEncoding extends Toy {
    @Override
    public Bytes sign(Bytes privateKey, Bytes message) {
      return Bytes.fromHex("01").concat(super.sign(privateKey, message));
    }

    @Override
    public boolean verify(Bytes publicKey, Bytes message, Bytes signature) {
      return signature.length() == 1 + KEY_BYTES
          && super.verify(publicKey, message, signature.slice(1, 1 + KEY_BYTES));
    }
  }

  private static final class CallsItselfEd25519 extends Toy {
    @Override
    public String name() {
      return "ed25519";
    }
  }

  /** Two threads that meet here get each other's signatures. */
  private static final class NotThreadSafe extends Toy {
    private final Thread first = Thread.currentThread();
    private final CountDownLatch two = new CountDownLatch(2);
    private volatile Bytes last = Bytes.EMPTY;

    @Override
    public Bytes sign(Bytes privateKey, Bytes message) {
      if (Thread.currentThread() == first) {
        return super.sign(privateKey, message);
      }
      try {
        last = message;
        two.countDown();
        if (!two.await(1, TimeUnit.MINUTES)) {
          throw new IllegalStateException("nobody else came");
        }
        return super.sign(privateKey, last);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @TestFactory
  Stream<DynamicTest> findsWhatItLooksFor() {
    return Stream.of(
        found("verification fails", new RefusesAll(), SignatureExam::verifiesWhatItSigned),
        found("all is valid", new AcceptsAll(), SignatureExam::tellsMessagesAndKeysApart),
        found("any key will do", new IgnoresTheKey(), SignatureExam::tellsMessagesAndKeysApart),
        found("one key for all", new IgnoresTheKey(), SignatureExam::makesFreshKeys),
        found("wrong form", new CallsItselfEd25519(), SignatureExam::keepsToTheEncodings),
        found("wrong signature", new CallsItselfEd25519(), SignatureExam::signsAsTheStandardSays),
        found("more bytes", new IgnoresWhatFollows(), SignatureExam::takesNoOtherLength),
        found("all garbage", new AcceptsAll(), exam -> exam.refusesGarbage(GARBAGE, GARBAGE)),
        found("throws", new ThrowsOnGarbage(), exam -> exam.refusesGarbage(GARBAGE, GARBAGE)),
        found("flipped bits", new AcceptsAll(), exam -> exam.noticesAFlippedBit(7)),
        found("throws", new ThrowsSomethingElse(), exam -> exam.refusesToSignWith(GARBAGE)),
        found("throws", new ThrowsSomethingElse(), exam -> exam.signsOrRefuses(GARBAGE, 1)),
        found("more", new ThrowsSomethingElse(), SignatureExam::refusesToSignWithAKeyAndMore),
        found("shows the key", new ShowsKeys(), exam -> exam.refusesToSignWith(longGarbage())),
        found("shows the key", new ShowsKeys(), exam -> exam.signsOrRefuses(longGarbage(), 1)),
        found("no key needed", new IgnoresTheKey(), exam -> exam.refusesToSignWith(GARBAGE)),
        found("encoding", new AnotherEncoding(), exam -> exam.worksTogetherWith(new Toy())),
        found("name", new CallsItselfEd25519(), exam -> exam.worksTogetherWith(new Toy())),
        found("verdict", new RefusesAll(), exam -> exam.judges(SOUND)),
        found(
            "verdict",
            new AcceptsAll(),
            exam ->
                exam.judges(
                    SignatureCase.crafted("bad", GARBAGE, GARBAGE, GARBAGE, Standing.INVALID))));
  }

  private static DynamicTest found(String fault, Toy provider, Consumer<SignatureExam> check) {
    return DynamicTest.dynamicTest(
        provider.getClass().getSimpleName() + ": " + fault,
        () ->
            assertThatThrownBy(() -> check.accept(new SignatureExam(provider)))
                .isInstanceOfAny(AssertionError.class, IndexOutOfBoundsException.class));
  }

  private static Bytes longGarbage() {
    return Bytes.wrap(new byte[5 * KEY_BYTES]);
  }

  @Test
  void findsThatThreadsAreMixedUp() {
    assertThatThrownBy(() -> new SignatureExam(new NotThreadSafe()).isThreadSafe())
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(AssertionError.class);
  }

  @Test
  void passesTheHonest() {
    SignatureExam exam = new SignatureExam(new Toy());
    assertThatCode(
            () -> {
              exam.verifiesWhatItSigned();
              exam.tellsMessagesAndKeysApart();
              exam.makesFreshKeys();
              exam.keepsToTheEncodings();
              exam.signsAsTheStandardSays();
              exam.takesNoOtherLength();
              exam.refusesGarbage(GARBAGE, GARBAGE);
              exam.noticesAFlippedBit(7);
              exam.refusesToSignWith(GARBAGE);
              exam.refusesToSignWith(longGarbage());
              exam.refusesToSignWithAKeyAndMore();
              exam.signsOrRefuses(GARBAGE, 7);
              exam.worksTogetherWith(new Toy());
              exam.isThreadSafe();
            })
        .doesNotThrowAnyException();
  }

  static class KitOfASchemeThatAcceptsAll extends SignatureSchemeKit {
    @Override
    protected SignatureScheme scheme() {
      return new AcceptsAll();
    }
  }

  @Test
  void theKitFailsASchemeThatAcceptsAll() {
    assertThat(KitRun.of(KitOfASchemeThatAcceptsAll.class).failures())
        .contains("tellsMessagesAndKeysApart", "takesNoOtherLength", "noticesAFlippedBit");
  }
}
