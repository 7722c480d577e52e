package org.quorate.distributions.swap;

import java.security.SecureRandom;
import java.security.Security;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.quorate.api.composition.PartProperties;
import org.quorate.api.crypto.JcaSignatures;
import org.quorate.api.crypto.SignatureScheme;
import org.quorate.api.crypto.SigningKeys;
import org.quorate.api.model.Bytes;

/**
 * The activator of bundles that tests bring: offers Ed25519 as the provider of the header {@value
 * #PROVIDER}, with the fault of the header {@value #FAULT}, or from the moment on that the system
 * property {@value #FAULT} names it.
 */
public final class FickleProvider implements BundleActivator {
  static final String PROVIDER = "Test-Provider";
  static final String FAULT = "Test-Fault";

  /** As the system property: those that hang at their stop do so no longer. */
  static final String END = "end";

  /** What is wrong with it. */
  public enum Fault {
    NONE,
    WRONG_SIGNATURES,
    HANGS,
    THROWS_AT_START,
    LEAVES_A_THREAD,
    HANGS_AT_STOP
  }

  @Override
  public void start(BundleContext context) {
    Fault fault = Fault.valueOf(context.getBundle().getHeaders().get(FAULT));
    String provider = context.getBundle().getHeaders().get(PROVIDER);
    if (fault == Fault.THROWS_AT_START) {
      throw new IllegalStateException("as it meant to");
    }
    if (fault == Fault.LEAVES_A_THREAD) {
      Thread forgotten = new Thread(FickleProvider::waitForEver, "forgotten");
      forgotten.setDaemon(true);
      forgotten.start();
    }
    context.registerService(
        SignatureScheme.class,
        new Fickle(JcaSignatures.ed25519(Security.getProvider("SunEC")), provider, fault),
        FrameworkUtil.asDictionary(
            Map.of(PartProperties.NAME, "ed25519", PartProperties.PROVIDER, provider)));
  }

  private static void waitForEver() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void stop(BundleContext context) {
    // The framework unregisters what this bundle registered, after this.
    if (context.getBundle().getHeaders().get(FAULT).equals(Fault.HANGS_AT_STOP.name())) {
      while (!System.getProperty(FAULT, "").equals(END)) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20)); // interrupted or not
      }
    }
  }

  /** Does as it should, until it does not. */
  record Fickle(SignatureScheme honest, String provider, Fault atOnce) implements SignatureScheme {
    private Fault fault() {
      return provider.equals(System.getProperty(FAULT)) ? Fault.WRONG_SIGNATURES : atOnce;
    }

    @Override
    public String name() {
      return honest.name();
    }

    @Override
    public SigningKeys generate(SecureRandom random) {
      return honest.generate(random);
    }

    @Override
    public Bytes sign(Bytes privateKey, Bytes message) {
      if (fault() == Fault.HANGS) {
        waitForEver();
      }
      return honest.sign(
          privateKey, fault() == Fault.WRONG_SIGNATURES ? message.concat(message) : message);
    }

    @Override
    public boolean verify(Bytes publicKey, Bytes message, Bytes signature) {
      return honest.verify(publicKey, message, signature);
    }
  }
}
