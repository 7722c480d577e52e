package org.quorate.signature.accp;

import java.util.Dictionary;
import java.util.List;
import java.util.Map;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.quorate.api.composition.PartProperties;
import org.quorate.api.composition.UnavailablePart;
import org.quorate.api.crypto.SignatureScheme;

/** Offers each of the {@link AccpSignatures} as a service, or says why it cannot. */
public final class AccpSignaturesActivator implements BundleActivator {
  private static final String PROVIDER = "accp";

  /** Serves only where it is asked for: a library beside the JVM is nothing to begin with. */
  private static final int RANKING = -1;

  private static final List<String> SCHEMES = List.of("ed25519", "ecdsa-p256", "rsa-pss-3072");

  @Override
  public void start(BundleContext context) {
    try {
      for (SignatureScheme scheme : AccpSignatures.schemes()) {
        context.registerService(SignatureScheme.class, scheme, named(scheme.name()));
      }
    } catch (IllegalStateException e) {
      String reason = String.valueOf(e.getMessage());
      for (String scheme : SCHEMES) {
        context.registerService(
            UnavailablePart.class, new UnavailablePart(scheme, PROVIDER, reason), named(scheme));
      }
    }
  }

  private static Dictionary<String, Object> named(String scheme) {
    return FrameworkUtil.asDictionary(
        Map.of(
            PartProperties.NAME,
            scheme,
            PartProperties.PROVIDER,
            PROVIDER,
            Constants.SERVICE_RANKING,
            RANKING));
  }

  @Override
  public void stop(BundleContext context) {
    // The framework unregisters what this bundle registered.
  }
}
