package org.quorate.register.abd;

import java.util.Map;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.quorate.api.composition.PartProperties;
import org.quorate.api.register.RegisterProtocol;

/** Offers {@link AbdProtocol} as a service. The framework withdraws it when the bundle stops. */
public final class AbdActivator implements BundleActivator {
  @Override
  public void start(BundleContext context) {
    AbdProtocol protocol = new AbdProtocol();
    context.registerService(
        RegisterProtocol.class,
        protocol,
        FrameworkUtil.asDictionary(
            Map.of(PartProperties.NAME, protocol.name(), PartProperties.PROVIDER, "quorate")));
  }

  @Override
  public void stop(BundleContext context) {
    // The framework unregisters what this bundle registered.
  }
}
