package org.quorate.signature.bouncycastle;

import java.util.Map;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.quorate.api.composition.PartProperties;
import org.quorate.api.crypto.SignatureScheme;

/** Offers each of the {@link BouncyCastleSignatures} as a service. */
public final class BouncyCastleSignaturesActivator implements BundleActivator {
  @Override
  public void start(BundleContext context) {
    for (SignatureScheme scheme : BouncyCastleSignatures.schemes()) {
      context.registerService(
          SignatureScheme.class,
          scheme,
          FrameworkUtil.asDictionary(
              Map.of(PartProperties.NAME, scheme.name(), PartProperties.PROVIDER, "bouncycastle")));
    }
  }

  @Override
  public void stop(BundleContext context) {
    // The framework unregisters what this bundle registered.
  }
}
