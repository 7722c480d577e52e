package org.quorate.transport.local;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.quorate.api.composition.PartProperties;
import org.quorate.api.transport.Transport;

/** Offers the transport while the bundle runs, and ends its threads with it. */
public final class Activator implements BundleActivator {
  private @Nullable LocalTransport transport;

  @Override
  public void start(BundleContext context) {
    transport = new LocalTransport();
    context.registerService(
        Transport.class,
        transport,
        FrameworkUtil.asDictionary(
            Map.of(PartProperties.NAME, LocalTransport.NAME, PartProperties.PROVIDER, "quorate")));
  }

  @Override
  public void stop(BundleContext context) {
    if (transport != null) {
      transport.close();
      transport = null;
    }
  }
}
