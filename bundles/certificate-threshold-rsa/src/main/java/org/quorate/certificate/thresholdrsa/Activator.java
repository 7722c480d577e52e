package org.quorate.certificate.thresholdrsa;

import java.util.Map;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.quorate.api.certificate.CertificateScheme;
import org.quorate.api.composition.PartProperties;

/** Offers {@link ThresholdRsaScheme} as a service. */
public final class Activator implements BundleActivator {
  @Override
  public void start(BundleContext context) {
    Map<String, String> properties =
        Map.of(PartProperties.NAME, ThresholdRsaScheme.NAME, PartProperties.PROVIDER, "quorate");
    context.registerService(
        CertificateScheme.class, new ThresholdRsaScheme(), FrameworkUtil.asDictionary(properties));
  }

  @Override
  public void stop(BundleContext context) {
    // The framework withdraws the service.
  }
}
