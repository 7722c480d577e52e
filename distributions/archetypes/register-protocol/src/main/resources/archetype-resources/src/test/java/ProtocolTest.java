package ${package};

import org.quorate.api.register.RegisterProtocol;
import org.quorate.conformance.protocol.RegisterProtocolKit;

class ProtocolTest extends RegisterProtocolKit {
  @Override
  protected RegisterProtocol<?, ?, ?, ?> protocol() {
    return new Protocol();
  }
}
