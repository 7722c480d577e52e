package org.quorate.client;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.ClientId;
import org.quorate.host.parts.PartUnavailableException;

/**
 * Signs what operations ask for, by this client's key: in a later turn if no provider is there now.
 * Confined to the thread of one event loop.
 */
final class DeferredSigner {
  private static final System.Logger LOG = System.getLogger(DeferredSigner.class.getName());

  private final ClientId self;
  private final UnaryOperator<Bytes> signatures;

  /** What operations wait to have signed, by operation. */
  private final Map<Bytes, Bytes> unsigned = new LinkedHashMap<>();

  /** Whether this turn has seen that no provider is there, and need not wait for one again. */
  private boolean providerMissing;

  /**
   * A signer that owes nothing yet.
   *
   * @param signatures signs a payload, or throws {@link PartUnavailableException}
   */
  DeferredSigner(ClientId self, UnaryOperator<Bytes> signatures) {
    this.self = self;
    this.signatures = signatures;
  }

  /** Null if no provider is there: the payload is then among what a later turn has to sign. */
  @Nullable Bytes sign(Bytes operation, Bytes payload) {
    if (!providerMissing) {
      try {
        return signatures.apply(payload);
      } catch (PartUnavailableException e) {
        providerIsMissing(e);
      }
    }
    unsigned.put(operation, payload);
    return null;
  }

  /** Nothing is tried any more in this turn. */
  void providerIsMissing(PartUnavailableException e) {
    providerMissing = true;
    LOG.log(System.Logger.Level.WARNING, "{0}: {1}", self, e.getMessage());
  }

  /** Whether {@code operation} waits for a signature, which comes before any other input. */
  boolean owes(Bytes operation) {
    return unsigned.containsKey(operation);
  }

  boolean owesAny() {
    return !unsigned.isEmpty();
  }

  /** Begins a turn with what earlier ones have left unsigned, by operation; it is owed no more. */
  Map<Bytes, Bytes> beginTurn() {
    providerMissing = false;
    Map<Bytes, Bytes> left = new LinkedHashMap<>(unsigned);
    unsigned.clear();
    return left;
  }
}
