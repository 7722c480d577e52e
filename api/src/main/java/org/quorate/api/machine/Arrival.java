package org.quorate.api.machine;

import org.quorate.api.model.ClientId;
import org.quorate.api.model.Scope;

/**
 * A request as it reaches a replica's machine.
 *
 * @param scope the register it is for, with cluster and epoch
 * @param sender whose authenticated channel it came over; not revoked, which the environment has
 *     checked
 */
public record Arrival<Q extends Request>(
    Scope scope, ClientId sender, Verified<Q> request, Access access) {}
