package org.quorate.store.memory;

import org.quorate.api.storage.StoreProvider;
import org.quorate.conformance.store.RegisterStoreKit;

class MemoryStoreKitTest extends RegisterStoreKit {
  @Override
  protected StoreProvider provider() {
    return new MemoryStoreProvider();
  }
}
