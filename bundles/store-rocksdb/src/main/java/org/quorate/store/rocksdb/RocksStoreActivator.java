package org.quorate.store.rocksdb;

import java.util.Map;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.quorate.api.composition.PartProperties;
import org.quorate.api.storage.StoreProvider;

/** Offers {@link RocksStoreProvider} as a service. */
public final class RocksStoreActivator implements BundleActivator {
  @Override
  public void start(BundleContext context) {
    context.registerService(
        StoreProvider.class,
        new RocksStoreProvider(),
        FrameworkUtil.asDictionary(
            Map.of(
                PartProperties.NAME, RocksStoreProvider.NAME, PartProperties.PROVIDER, "rocksdb")));
  }

  @Override
  public void stop(BundleContext context) {
    // The framework unregisters what this bundle registered. RocksDB's library stays mapped: a JVM
    // unloads it with the class loader at the earliest, so this part is replaced by a restart.
  }
}
