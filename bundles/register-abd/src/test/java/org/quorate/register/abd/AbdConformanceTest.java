package org.quorate.register.abd;

import org.quorate.api.register.RegisterProtocol;
import org.quorate.conformance.protocol.RegisterProtocolKit;

final class AbdConformanceTest extends RegisterProtocolKit {
  @Override
  protected RegisterProtocol<?, ?, ?, ?> protocol() {
    return new AbdProtocol();
  }
}
