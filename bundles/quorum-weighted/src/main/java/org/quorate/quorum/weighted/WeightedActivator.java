package org.quorate.quorum.weighted;

import java.util.Map;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.quorate.api.composition.PartProperties;
import org.quorate.api.quorum.QuorumConstruction;

/** Offers {@link WeightedConstruction} as a service. */
public final class WeightedActivator implements BundleActivator {
  @Override
  public void start(BundleContext context) {
    QuorumConstruction construction = new WeightedConstruction();
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
