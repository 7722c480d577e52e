package org.quorate.store.memory;

import java.util.Map;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.quorate.api.composition.PartProperties;
import org.quorate.api.storage.StoreProvider;

/** Offers {@link MemoryStoreProvider} as a service. */
public final class MemoryStoreActivator implements BundleActivator {
  @Override
  public void start(BundleContext context) {
    context.registerService(
        StoreProvider.class,
        new MemoryStoreProvider(),
        FrameworkUtil.asDictionary(
            Map.of(
                PartProperties.NAME,
                MemoryStoreProvider.NAME,
                PartProperties.PROVIDER,
                "quorate")));
  }

  @Override
  public void stop(BundleContext context) {
    // The framework unregisters what this bundle registered.
  }
}
