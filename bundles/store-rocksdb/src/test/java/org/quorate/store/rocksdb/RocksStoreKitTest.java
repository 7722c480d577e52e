package org.quorate.store.rocksdb;

import org.quorate.api.storage.StoreProvider;
import org.quorate.conformance.store.DurableStoreKit;

class RocksStoreKitTest extends DurableStoreKit {
  @Override
  protected StoreProvider provider() {
    return new RocksStoreProvider();
  }
}
