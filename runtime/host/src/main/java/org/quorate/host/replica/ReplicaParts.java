package org.quorate.host.replica;

import java.util.function.Supplier;
import org.quorate.api.certificate.Attestor;
import org.quorate.api.machine.Access;
import org.quorate.api.machine.ClaimVerifier;
import org.quorate.api.machine.ReplicaMachine;
import org.quorate.api.machine.Reply;
import org.quorate.api.machine.Request;
import org.quorate.api.model.ClientId;
import org.quorate.api.model.ReplicaId;
import org.quorate.api.storage.RegisterStore;
import org.quorate.host.codec.StateCodec;
import org.quorate.host.wire.FrameCodec;

/**
 * What the event loops of a replica share.
 *
 * @param attestor refuses to attest where the protocol has no certificates
 * @param access as it is now, a fresh snapshot at each call
 * @param isSilent whether nothing is ever answered, as a liar
 */
record ReplicaParts<S, Q extends Request, A extends Reply>(
    ReplicaId self,
    ReplicaMachine<S, Q, A> machine,
    StateCodec<S> stateCodec,
    FrameCodec<Q, A> frames,
    RegisterStore store,
    ClaimVerifier claims,
    Attestor attestor,
    Supplier<Access> access,
    RegisterQuota quota,
    Throttle<ClientId> throttle,
    BulkBudget bulkBudget,
    ReplicaMemory memory,
    Health health,
    boolean isSilent) {}
