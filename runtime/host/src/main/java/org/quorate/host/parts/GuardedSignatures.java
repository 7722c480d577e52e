package org.quorate.host.parts;

import java.security.SecureRandom;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.quorate.api.crypto.SignatureScheme;
import org.quorate.api.crypto.SigningKeys;
import org.quorate.api.model.Bytes;
import org.quorate.host.parts.Lease.Answer;

/**
 * A signature scheme by whichever provider serves at the moment of each call, so that providers can
 * be exchanged without a failed operation. A provider that throws, does not return, or contradicts
 * another one and fails the {@link SignatureTrial} is taken out, and the call goes to the next.
 *
 * <p>Another provider, where there is one, is asked about one verdict in {@value #CALLS_PER_CHECK},
 * and about every signature of a deployed provider, because a wrong one is refused by everybody
 * else. Thread-safe.
 */
final class GuardedSignatures implements SignatureScheme {
  private static final System.Logger LOG = System.getLogger(GuardedSignatures.class.getName());
  static final int CALLS_PER_CHECK = 64;
  private static final long TRIAL_CALL_MILLIS_MAX = 10_000;
  private static final long CALL_MILLIS_MAX = 2_000;

  private final Lease<SignatureScheme> lease;
  private final String name;
  private final SignatureTrial trial;
  private final OwnKeys ownKeys = new OwnKeys();
  private final AtomicInteger calls = new AtomicInteger();

  GuardedSignatures(Lease<SignatureScheme> lease, String name) {
    this.lease = lease;
    this.name = name;
    this.trial = SignatureTrial.of(name);
  }

  /**
   * Lets a provider of {@code scheme} prove itself before it is called.
   *
   * @throws ProviderFaultException if it does not
   */
  static SignatureScheme admit(String scheme, SignatureScheme offered, Provider provider)
      throws ProviderFaultException {
    try (BoundedSignatures inTrial =
        new BoundedSignatures(offered, provider, TRIAL_CALL_MILLIS_MAX)) {
      SignatureTrial.of(scheme).examine(inTrial, provider.isDeployed());
    }
    return provider.isDeployed()
        ? new BoundedSignatures(offered, provider, CALL_MILLIS_MAX)
        : offered;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public SigningKeys generate(SecureRandom random) {
    return lease.use(held -> generated(held.service(), random));
  }

  /** What is made is tried before anybody has it, because keys stay when their provider goes. */
  private SigningKeys generated(SignatureScheme scheme, SecureRandom random)
      throws ProviderFaultException {
    SigningKeys keys = blamed(() -> scheme.generate(random));
    trial.examine(scheme, keys);
    return keys;
  }

  @Override
  public Bytes sign(Bytes privateKey, Bytes message) {
    return lease.use(
        held -> {
          Bytes signature = signed(held, privateKey, message);
          Bytes publicKey = ownKeys.publicKeyOf(privateKey);
          if (publicKey == null) {
            ownKeys.signed(privateKey, signature);
          } else if (held.provider().isDeployed() || isChecked()) {
            compare(held, true, other -> other.verify(publicKey, message, signature));
          }
          return signature;
        });
  }

  /** A key that is none must be refused; a provider that refuses a good one is at fault. */
  private Bytes signed(Held<SignatureScheme> held, Bytes privateKey, Bytes message)
      throws ProviderFaultException {
    Optional<Bytes> signature = blamed(() -> signed(held.service(), privateKey, message));
    if (signature.isPresent()) {
      return signature.get();
    }
    boolean isKey =
        lease
            .askAnother(held, other -> blamed(() -> signed(other.service(), privateKey, message)))
            .flatMap(Answer::said)
            .isPresent();
    if (isKey) {
      throw new ProviderFaultException("it refuses a private key of " + name);
    }
    throw new IllegalArgumentException("not a private key of " + name);
  }

  /** Empty if the provider takes {@code privateKey} for none. */
  private static Optional<Bytes> signed(SignatureScheme scheme, Bytes privateKey, Bytes message) {
    try {
      return Optional.of(scheme.sign(privateKey, message));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  @Override
  public boolean verify(Bytes publicKey, Bytes message, Bytes signature) {
    return lease.use(
        held -> {
          boolean verdict = blamed(() -> held.service().verify(publicKey, message, signature));
          if (isChecked()) {
            compare(held, verdict, other -> other.verify(publicKey, message, signature));
          }
          if (verdict) {
            ownKeys.verified(publicKey, signature);
          }
          return verdict;
        });
  }

  private boolean isChecked() {
    return calls.incrementAndGet() % CALLS_PER_CHECK == 0;
  }

  /**
   * Where two providers disagree one of them is wrong: whoever now fails the trial, else whoever
   * was not shipped. Of two that were shipped neither goes, because a crafted signature would
   * otherwise be a way to take providers away.
   */
  private void compare(
      Held<SignatureScheme> held, boolean verdict, Predicate<SignatureScheme> again)
      throws ProviderFaultException {
    Optional<Answer<SignatureScheme, Boolean>> second =
        lease.askAnother(held, other -> blamed(() -> again.test(other.service())));
    if (second.isEmpty() || second.get().said() == verdict) {
      return;
    }
    Held<SignatureScheme> other = second.get().from();
    boolean heldPasses = passes(held);
    boolean otherPasses = passes(other);
    if (heldPasses && (!otherPasses || other.provider().isDeployed())) {
      lease.takeOut(other, "it contradicts " + held.provider());
    } else if (!heldPasses || held.provider().isDeployed()) {
      throw new ProviderFaultException("it contradicts " + other.provider());
    } else {
      LOG.log(
          System.Logger.Level.WARNING,
          "{0}: {1} and {2} disagree about a signature",
          name,
          held.provider(),
          other.provider());
    }
  }

  private boolean passes(Held<SignatureScheme> held) {
    try {
      trial.examine(held.service(), held.provider().isDeployed());
      return true;
    } catch (ProviderFaultException e) {
      return false;
    }
  }

  /** What a provider does; whatever it throws is its fault. */
  private static <R> R blamed(Supplier<R> work) throws ProviderFaultException {
    try {
      return work.get();
    } catch (PartUnavailableException e) {
      throw e;
    } catch (RuntimeException | LinkageError | AssertionError e) {
      throw ProviderFaultException.threw(e);
    }
  }
}
