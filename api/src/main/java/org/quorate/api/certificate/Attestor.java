package org.quorate.api.certificate;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/** Makes one replica's attestations. Must be thread-safe: every event loop calls it. */
@ConsumerType
public interface Attestor {
  /**
   * Attests all {@code statements} of one turn, in their order; a scheme may share work among them.
   */
  List<Attestation> attestAll(List<Statement> statements);
}
