package org.quorate.conformance.protocol;

import org.quorate.api.register.RegisterProtocol;
import org.quorate.conformance.lab.ToyRegister;

/** The exam, passed. */
final class ToyRegisterTest extends RegisterProtocolKit {
  @Override
  protected RegisterProtocol<?, ?, ?, ?> protocol() {
    return ToyRegister.correct();
  }
}
