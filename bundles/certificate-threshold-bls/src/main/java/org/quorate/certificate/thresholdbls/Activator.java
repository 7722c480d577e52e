package org.quorate.certificate.thresholdbls;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Map;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.quorate.api.certificate.CertificateScheme;
import org.quorate.api.composition.PartProperties;
import supranational.blst.P1;

/** Offers {@link ThresholdBlsScheme} as a service where its native library can be loaded. */
public final class Activator implements BundleActivator {
  private static final Logger LOGGER = System.getLogger(Activator.class.getPackageName());

  @Override
  public void start(BundleContext context) {
    try {
      // The first use of any class of blst loads the library, which lies in this bundle.
      P1.generator();
    } catch (LinkageError e) {
      LOGGER.log(Level.ERROR, unavailable(e), e);
      return;
    }
    Map<String, String> properties =
        Map.of(PartProperties.NAME, ThresholdBlsScheme.NAME, PartProperties.PROVIDER, "quorate");
    context.registerService(
        CertificateScheme.class, new ThresholdBlsScheme(), FrameworkUtil.asDictionary(properties));
  }

  private static String unavailable(LinkageError e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    return ThresholdBlsScheme.NAME
        + " is not offered: the native library blst, which this bundle brings for Linux on amd64 and"
        + " aarch64, could not be loaded on "
        + System.getProperty("os.name")
        + " on "
        + System.getProperty("os.arch")
        + ": "
        + cause.getMessage();
  }

  @Override
  public void stop(BundleContext context) {
    // The framework withdraws the service.
  }
}
