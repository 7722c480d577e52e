package org.quorate.quorum.threshold;

import java.util.Map;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.quorate.api.composition.PartProperties;
import org.quorate.api.quorum.QuorumConstruction;

/** Offers {@link ThresholdConstruction} as a service. */
public final class ThresholdActivator implements BundleActivator {
  @Override
  public void start(BundleContext context) {
    QuorumConstruction construction = new ThresholdConstruction();
    context.registerService(
        QuorumConstruction.class,
        construction,
        FrameworkUtil.asDictionary(
            Map.of(PartProperties.NAME, construction.name(), PartProperties.PROVIDER, "quorate")));
  }

  @Override
  public void stop(BundleContext context) {
    // The framework unregisters what this bundle registered.
  }
}
