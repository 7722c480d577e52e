package org.quorate.register.bftbc;

import org.quorate.api.machine.Nonce;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.Timestamp.Path;
import org.quorate.api.model.Version;

/**
 * A client's entry in {@code optimisticList}.
 *
 * @param operation of the nonce it was granted for, so that the same question gets the same answer
 */
record OptimisticEntry(Version version, Bytes operation) {
  OptimisticEntry {
    if (version.ts().path() != Path.OPTIMISTIC || operation.length() != Nonce.OPERATION_BYTES) {
      throw new IllegalArgumentException("not granted optimistically: " + version);
    }
  }
}
