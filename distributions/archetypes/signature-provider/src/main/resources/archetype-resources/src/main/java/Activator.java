package ${package};

import java.util.Map;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.quorate.api.composition.PartProperties;
import org.quorate.api.crypto.SignatureScheme;

/** Offers the part as a service. The framework withdraws it when the bundle stops. */
public final class Activator implements BundleActivator {
  /** Serves only where it is asked for; the higher of two serves by itself. */
  private static final int RANKING = -1;

  @Override
  public void start(BundleContext context) {
    SignatureScheme part = Signatures.ed25519();
    context.registerService(
        SignatureScheme.class,
        part,
        FrameworkUtil.asDictionary(
            Map.of(
                PartProperties.NAME,
                part.name(),
                PartProperties.PROVIDER,
                "${artifactId}",
                Constants.SERVICE_RANKING,
                RANKING)));
  }

  @Override
  public void stop(BundleContext context) {
    // Nothing is left running.
  }
}
