package org.quorate.host.composition;

import org.jspecify.annotations.Nullable;
import org.quorate.api.register.Guarantee.FaultModel;
import org.quorate.api.register.Guarantee.Semantics;

/**
 * A choice of parts, one for each slot.
 *
 * @param name for people
 * @param certificates null for a protocol that needs none
 * @param signatures the scheme of the clients' keys, and of the replicas' where the certificate
 *     scheme is built on plain signatures
 * @param recovery null for none
 * @param tolerates a demand: the faults that the protocol must tolerate; null for no demand
 * @param semantics a demand: the least that the protocol must give; null for no demand
 */
public record Variant(
    String name,
    Part protocol,
    Part quorums,
    @Nullable Part certificates,
    Part signatures,
    Part transport,
    Part store,
    @Nullable Part recovery,
    @Nullable FaultModel tolerates,
    @Nullable Semantics semantics) {}
