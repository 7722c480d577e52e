package org.quorate.api.register;

import java.util.List;
import org.quorate.api.model.Value;
import org.quorate.api.model.Version;
import org.quorate.api.quorum.Misbehaviour;

/**
 * What an operation came to.
 *
 * @param version what was read or written
 * @param value what was read or written
 * @param roundTrips between this client and the replicas
 * @param noticed replicas that were caught misbehaving by this operation
 */
public record OperationResult(
    Version version, Value value, int roundTrips, List<Misbehaviour> noticed) {
  public OperationResult {
    noticed = List.copyOf(noticed);
  }
}
