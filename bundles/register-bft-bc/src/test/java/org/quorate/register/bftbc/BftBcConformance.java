package org.quorate.register.bftbc;

import org.quorate.api.register.RegisterProtocol;
import org.quorate.conformance.protocol.RegisterProtocolKit;

abstract class BftBcConformance extends RegisterProtocolKit {
  private final BftBcProtocol protocol;

  BftBcConformance(BftBcProtocol protocol) {
    this.protocol = protocol;
  }

  @Override
  protected RegisterProtocol<?, ?, ?, ?> protocol() {
    return protocol;
  }
}
