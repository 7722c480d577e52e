package org.quorate.api.register;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ConsumerType;
import org.quorate.api.certificate.Certifier;
import org.quorate.api.machine.ClientOperation;
import org.quorate.api.machine.Nonce;
import org.quorate.api.machine.ReplicaMachine;
import org.quorate.api.machine.Reply;
import org.quorate.api.machine.Request;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.ClientId;
import org.quorate.api.model.ReplicaId;
import org.quorate.api.model.Scope;
import org.quorate.api.model.Value;
import org.quorate.api.quorum.QuorumSystem;

/**
 * A protocol that makes registers out of replicas. Registered as an OSGi service. It only makes
 * machines; the environment drives them. Must be thread-safe and without state.
 *
 * @param <S> the state of one register at a replica
 * @param <Q> requests, a sealed interface of records
 * @param <A> replies, a sealed interface of records
 * @param <J> what a client journals about a register it writes
 */
@ConsumerType
public interface RegisterProtocol<S, Q extends Request, A extends Reply, J> {
  /** For example {@code bft-bc}; equal to the service property {@code name}. */
  String name();

  Requirements requirements();

  Guarantee guarantee();

  /** The types to encode and decode. */
  Types<S, Q, A, J> types();

  /** What holds at every moment of a run, in addition to the semantics; checked in simulations. */
  default Set<Invariant> invariants() {
    return Set.of();
  }

  /** What there is to be seen in a state; invariants are judged by it. */
  default StateView<S> view() {
    return StateView.blind();
  }

  ReplicaMachine<S, Q, A> replica(ReplicaId self, QuorumSystem quorums);

  /** A read of {@code setting}'s register. */
  ClientOperation<Q, A, J> read(ClientSetting<J> setting, Nonce nonce);

  /**
   * A write. The environment runs one write a client and register at a time, and {@link #resume}
   * before it where that is due.
   */
  ClientOperation<Q, A, J> write(ClientSetting<J> setting, Nonce nonce, Value value);

  /** The rest of the write that the journal shows as pending, or null if it shows none. */
  @Nullable ClientOperation<Q, A, J> resume(ClientSetting<J> setting, Nonce nonce);

  /**
   * What a client's operation on one register is given.
   *
   * @param scope the register, with cluster and epoch
   * @param self the client
   * @param publicKey the client's public signing key, to which its id commits
   * @param certifier checks and makes certificates; null exactly if the protocol requires none
   * @param journal what the client has journalled about the register; null if nothing
   */
  record ClientSetting<J>(
      Scope scope,
      ClientId self,
      Bytes publicKey,
      QuorumSystem quorums,
      @Nullable Certifier certifier,
      @Nullable J journal) {}

  /** The classes behind the type parameters. */
  record Types<S, Q, A, J>(Class<S> state, Class<Q> request, Class<A> reply, Class<J> journal) {}
}
