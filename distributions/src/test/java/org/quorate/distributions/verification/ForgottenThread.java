package org.quorate.distributions.verification;

import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.quorate.api.adversary.ReplicaAdversary;
import org.quorate.api.certificate.Attestation;
import org.quorate.api.certificate.Attestor;
import org.quorate.api.composition.PartProperties;
import org.quorate.api.model.Bytes;

/** The activator of a bundle with a proper liar, and a thread that outlives it. */
public final class ForgottenThread implements BundleActivator {
  @Override
  public void start(BundleContext context) {
    Thread forgotten = new Thread(ForgottenThread::waitForEver, "forgotten");
    forgotten.setDaemon(true);
    forgotten.start();
    context.registerService(
        ReplicaAdversary.class,
        new Scribbler(),
        FrameworkUtil.asDictionary(
            Map.of(PartProperties.NAME, "scribbler", PartProperties.PROVIDER, "test")));
  }

  private static void waitForEver() {
    while (true) {
      LockSupport.park();
    }
  }

  @Override
  public void stop(BundleContext context) {
    // This is where the thread should have ended.
  }

  static final class Scribbler implements ReplicaAdversary {
    @Override
    public String name() {
      return "scribbler";
    }

    @Override
    public String description() {
      return "writes something more below what it attests";
    }

    @Override
    public Attestor corrupt(Attestor honest, long seed) {
      return statements ->
          honest.attestAll(statements).stream()
              .map(good -> new Attestation(good.label(), good.proof().concat(Bytes.utf8("!"))))
              .toList();
    }
  }
}
