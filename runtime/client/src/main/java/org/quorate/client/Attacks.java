package org.quorate.client;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.quorate.api.adversary.ClientAdversary;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.Key;
import org.quorate.api.model.Value;
import org.quorate.api.register.OperationResult;

/** Attacks by this client on its cluster. Thread-safe. */
public interface Attacks {
  /**
   * Carries out {@code adversary}'s attack on {@code key}; ends at the deadline at the latest,
   * exceptionally if nothing came of it.
   *
   * @param values that the attack may write, at least two
   */
  CompletionStage<OperationResult> attack(
      ClientAdversary adversary, Key key, List<Value> values, long seed, Duration deadline);

  /** The requests that attacks left to colluders or took over from them, encoded. */
  List<SharedRequest> shared();

  /**
   * Takes over what another faulty client shared, for the attacks to come.
   *
   * @throws IllegalArgumentException if it is not a request of this cluster's protocol
   */
  void take(SharedRequest request);

  /** A request about {@code key} that any faulty client may send. */
  record SharedRequest(Key key, Bytes request) {}
}
