package org.quorate.signature.jdk;

import java.util.Map;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.quorate.api.composition.PartProperties;
import org.quorate.api.crypto.SignatureScheme;

/** Offers each of the {@link JdkSignatures} as a service. */
public final class JdkSignaturesActivator implements BundleActivator {
  @Override
  public void start(BundleContext context) {
    for (SignatureScheme scheme : JdkSignatures.schemes()) {
      context.registerService(
          SignatureScheme.class,
          scheme,
          FrameworkUtil.asDictionary(
              Map.of(PartProperties.NAME, scheme.name(), PartProperties.PROVIDER, "jdk")));
    }
  }

  @Override
  public void stop(BundleContext context) {
    // The framework unregisters what this bundle registered.
  }
}
