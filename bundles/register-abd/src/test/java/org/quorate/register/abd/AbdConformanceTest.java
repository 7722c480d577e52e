package org.quorate.register.abd;

import org.jspecify.annotations.Nullable;
import org.quorate.api.model.Timestamp;
import org.quorate.api.register.RegisterProtocol;
import org.quorate.conformance.protocol.RegisterProtocolKit;

final class AbdConformanceTest extends RegisterProtocolKit {
  @Override
  protected RegisterProtocol<?, ?, ?, ?> protocol() {
    return new AbdProtocol();
  }

  @Override
  protected @Nullable Timestamp timestamp(Object state) {
    return ((AbdState) state).ts();
  }
}
