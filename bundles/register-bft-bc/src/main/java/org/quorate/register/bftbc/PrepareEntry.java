package org.quorate.register.bftbc;

import org.quorate.api.machine.Claim;
import org.quorate.api.model.Scope;
import org.quorate.api.model.Timestamp;
import org.quorate.api.model.Version;

/** A client's entry in {@code prepareList}: what it prepared, with the signature that shows it. */
record PrepareEntry(Promise promise, ClientSignature signature) {
  Version version() {
    return promise.version();
  }

  Timestamp ts() {
    return promise.version().ts();
  }

  Claim claim(Scope scope) {
    return signature.claim(ts().client(), promise.payload(signature.scope(scope)));
  }
}
