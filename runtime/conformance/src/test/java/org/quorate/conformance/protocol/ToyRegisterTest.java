package org.quorate.conformance.protocol;

import org.jspecify.annotations.Nullable;
import org.quorate.api.model.Timestamp;
import org.quorate.api.register.RegisterProtocol;
import org.quorate.conformance.lab.ToyRegister;

/** The exam, passed. */
final class ToyRegisterTest extends RegisterProtocolKit {
  @Override
  protected RegisterProtocol<?, ?, ?, ?> protocol() {
    return ToyRegister.correct();
  }

  @Override
  protected @Nullable Timestamp timestamp(Object state) {
    return ((ToyRegister.Held) state).version().ts();
  }
}
