package org.quorate.host.parts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.quorate.api.composition.PartProperties;
import org.quorate.api.crypto.SignatureScheme;
import org.quorate.api.crypto.SigningKeys;
import org.quorate.api.model.Bytes;
import org.quorate.host.parts.Provider.Standing;
import org.quorate.signature.jdk.JdkSignatures;

/** Providers that do not do what they should, among those that do. */
class GuardedSignaturesTest {
  private static final Bytes MESSAGE = Bytes.utf8("message");

  private static SignatureScheme ed25519() {
    return JdkSignatures.schemes().stream()
        .filter(scheme -> scheme.name().equals("ed25519"))
        .findFirst()
        .orElseThrow();
  }

  /** What a provider does wrong, from the moment that it is told to. */
  private enum Fault {
    NONE,
    WRONG_SIGNATURES,
    TAKES_EVERYTHING,
    TAKES_NOTHING,
    THROWS,
    REFUSES_KEYS,
    MIXES_KEYS_UP,
    HANGS
  }

  /** Ed25519 by the JDK, until it does wrong. */
  private static final class Fickle implements SignatureScheme {
    private final SignatureScheme honest = ed25519();
    private final CountDownLatch never = new CountDownLatch(1);
    private volatile Fault fault;
    private final AtomicInteger calls = new AtomicInteger();

    Fickle(Fault fault) {
      this.fault = fault;
    }

    @Override
    public String name() {
      return honest.name();
    }

    @Override
    public SigningKeys generate(SecureRandom random) {
      SigningKeys made = honest.generate(random);
      return fault == Fault.MIXES_KEYS_UP
          ? new SigningKeys(made.publicKey(), honest.generate(random).privateKey())
          : made;
    }

    @Override
    public Bytes sign(Bytes privateKey, Bytes message) {
      calls.incrementAndGet();
      misbehave();
      return switch (fault) {
        case WRONG_SIGNATURES -> honest.sign(privateKey, message.concat(message));
        case REFUSES_KEYS -> throw new IllegalArgumentException("not a key");
        default -> honest.sign(privateKey, message);
      };
    }

    @Override
    public boolean verify(Bytes publicKey, Bytes message, Bytes signature) {
      calls.incrementAndGet();
      misbehave();
      return switch (fault) {
        case TAKES_EVERYTHING -> true;
        case TAKES_NOTHING -> false;
        default -> honest.verify(publicKey, message, signature);
      };
    }

    private void misbehave() {
      if (fault == Fault.THROWS) {
        throw new UnsupportedOperationException("out of order");
      }
      if (fault == Fault.HANGS) {
        try {
          never.await();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
    }
  }

  @TempDir static Path cache;

  private static Framework framework;
  private static Bundle brought;
  private final SignatureScheme honest = ed25519();
  private final SigningKeys keys = honest.generate(new SecureRandom());
  private final List<ServiceRegistration<?>> offers = new ArrayList<>();
  private Lease<SignatureScheme> lease;
  private SignatureScheme guarded;

  @BeforeAll
  static void startsAFramework() throws Exception {
    framework =
        ServiceLoader.load(FrameworkFactory.class)
            .findFirst()
            .orElseThrow()
            .newFramework(Map.of(Constants.FRAMEWORK_STORAGE, cache.toString()));
    framework.start();
    brought = emptyBundle();
    brought.start();
  }

  @AfterAll
  static void stopsTheFramework() throws Exception {
    framework.stop();
    framework.waitForStop(0);
  }

  @BeforeEach
  void begins() {
    lease =
        new Lease<>(
            framework.getBundleContext(),
            SignatureScheme.class,
            "(" + PartProperties.NAME + "=ed25519)",
            "ed25519",
            (service, provider) -> GuardedSignatures.admit("ed25519", service, provider),
            1);
    guarded = new GuardedSignatures(lease, "ed25519");
  }

  @AfterEach
  void ends() {
    offers.forEach(ServiceRegistration::unregister);
    lease.close();
  }

  /** An empty bundle, brought to the running framework. */
  private static Bundle emptyBundle() throws Exception {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().putValue(Constants.BUNDLE_MANIFESTVERSION, "2");
    manifest.getMainAttributes().putValue(Constants.BUNDLE_SYMBOLICNAME, "brought");
    ByteArrayOutputStream jar = new ByteArrayOutputStream();
    new JarOutputStream(jar, manifest).close();
    return framework
        .getBundleContext()
        .installBundle(
            Provider.DEPLOYED + "brought.jar", new ByteArrayInputStream(jar.toByteArray()));
  }

  private void offer(String provider, SignatureScheme service) {
    offers.add(
        (provider.equals("deployed") ? brought : framework)
            .getBundleContext()
            .registerService(
                SignatureScheme.class,
                service,
                FrameworkUtil.asDictionary(
                    Map.of(
                        PartProperties.NAME,
                        "ed25519",
                        PartProperties.PROVIDER,
                        provider,
                        Constants.SERVICE_RANKING,
                        -offers.size()))));
  }

  private Fickle serves(String provider) {
    Fickle fickle = new Fickle(Fault.NONE);
    offer(provider, fickle);
    offer("other", ed25519());
    assertThat(lease.provider()).isEqualTo(provider);
    return fickle;
  }

  private void signsAndVerifies() {
    Bytes signature = guarded.sign(keys.privateKey(), MESSAGE);
    assertThat(honest.verify(keys.publicKey(), MESSAGE, signature)).isTrue();
    assertThat(guarded.verify(keys.publicKey(), MESSAGE, signature)).isTrue();
  }

  private Provider.State state(String provider) {
    return lease.providers().stream()
        .filter(state -> state.provider().name().equals(provider))
        .findFirst()
        .orElseThrow();
  }

  private void isTakenOut(String provider, String reason) {
    assertThat(lease.provider()).isEqualTo("other");
    assertThat(state(provider).standing()).isEqualTo(Standing.TAKEN_OUT);
    assertThat(state(provider).reason()).contains(reason);
  }

  private void isRefused(Fault fault, String reason) {
    offer("other", ed25519());
    Fickle fickle = new Fickle(fault);
    offer("fickle", fickle);
    assertThat(fickle.calls).as("before it is wanted").hasValue(0);
    lease.prefer("fickle");
    int callsOfTheTrial = fickle.calls.get();

    assertThat(state("fickle").standing()).isEqualTo(Standing.REFUSED);
    assertThat(state("fickle").reason()).contains(reason);
    assertThat(lease.provider()).isEqualTo("other");
    signsAndVerifies();
    assertThat(fickle.calls.get()).isEqualTo(callsOfTheTrial);
  }

  @Test
  void aProviderThatProvesItselfServes() {
    offer("other", ed25519());
    offer("fickle", new Fickle(Fault.NONE));
    assertThat(state("fickle").standing()).isEqualTo(Standing.READY);
    lease.prefer("fickle");
    assertThat(lease.provider()).isEqualTo("fickle");
    signsAndVerifies();
    lease.prefer(null);
    assertThat(lease.provider()).isEqualTo("other");
  }

  @Test
  void wrongSignaturesAreNoBeginning() {
    isRefused(Fault.WRONG_SIGNATURES, "it does not verify its own signature");
  }

  @Test
  void whoTakesEverythingIsRefused() {
    isRefused(Fault.TAKES_EVERYTHING, "it takes a published signature for one of another message");
  }

  @Test
  void whoTakesNothingIsRefused() {
    isRefused(Fault.TAKES_NOTHING, "it does not verify a published signature");
  }

  @Test
  void whoThrowsIsRefused() {
    isRefused(Fault.THROWS, "it threw java.lang.UnsupportedOperationException: out of order");
  }

  @Test
  void whoThrowsLaterIsTakenOutAndNoCallFails() {
    Fickle fickle = serves("fickle");
    signsAndVerifies();
    fickle.fault = Fault.THROWS;
    signsAndVerifies();
    isTakenOut("fickle", "out of order");
  }

  @Test
  void whoRefusesGoodKeysLaterIsTakenOutAndNoCallFails() {
    Fickle fickle = serves("fickle");
    fickle.fault = Fault.REFUSES_KEYS;
    signsAndVerifies();
    isTakenOut("fickle", "it refuses a private key of ed25519");
  }

  @Test
  void whoMakesKeysThatDoNotFitIsTakenOutAndNobodyGetsThem() {
    Fickle fickle = serves("fickle");
    fickle.fault = Fault.MIXES_KEYS_UP;
    SigningKeys made = guarded.generate(new SecureRandom());
    Bytes signature = honest.sign(made.privateKey(), MESSAGE);
    assertThat(honest.verify(made.publicKey(), MESSAGE, signature)).isTrue();
    isTakenOut("fickle", "it does not verify its own signature");
  }

  /** However many were tried before it with keys that others made. */
  @Test
  void aDeployedProviderMakesTheKeysOfItsTrial() {
    serves("fickle");
    Fickle deployed = new Fickle(Fault.MIXES_KEYS_UP);
    offer("deployed", deployed);
    lease.prefer("deployed");
    assertThat(state("deployed").standing()).isEqualTo(Standing.REFUSED);
    assertThat(lease.provider()).isEqualTo("fickle");
  }

  @Test
  void aKeyThatIsNoneIsNobodysFault() {
    serves("fickle");
    assertThatThrownBy(() -> guarded.sign(Bytes.utf8("short"), MESSAGE))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(lease.provider()).isEqualTo("fickle");
  }

  @Test
  void wrongVerdictsAreNoticedBySamples() {
    Fickle fickle = serves("fickle");
    Bytes signature = honest.sign(keys.privateKey(), MESSAGE);
    fickle.fault = Fault.TAKES_NOTHING;
    for (int i = 0; i < GuardedSignatures.CALLS_PER_CHECK; i++) {
      guarded.verify(keys.publicKey(), MESSAGE, signature);
    }
    isTakenOut("fickle", "it contradicts other");
  }

  @Test
  void everySignatureOfADeployedProviderIsChecked() {
    Fickle fickle = serves("deployed");
    signsAndVerifies();
    fickle.fault = Fault.WRONG_SIGNATURES;
    signsAndVerifies();
    isTakenOut("deployed", "it contradicts other");
  }

  @Test
  void aDeployedProviderThatHangsIsTakenOutAndNoCallFails() {
    Fickle fickle = serves("deployed");
    fickle.fault = Fault.HANGS;
    signsAndVerifies();
    isTakenOut("deployed", "a call did not return in ");
  }

  @Test
  void theLastProviderGoesAsWellIfItDoesWrong() {
    Fickle fickle = new Fickle(Fault.NONE);
    offer("fickle", fickle);
    fickle.fault = Fault.THROWS;
    assertThatThrownBy(() -> guarded.sign(keys.privateKey(), MESSAGE))
        .isInstanceOf(PartUnavailableException.class);
    assertThat(lease.provider()).isNull();

    offer("other", ed25519());
    signsAndVerifies();
  }

  @Test
  void whatIsGoneIsNotListed() {
    Fickle fickle = serves("fickle");
    fickle.fault = Fault.THROWS;
    signsAndVerifies();
    offers.remove(0).unregister();
    assertThat(lease.providers()).extracting(one -> one.provider().name()).containsExactly("other");
  }
}
