package org.quorate.api.machine;

import org.quorate.api.model.ReplicaSet;

/** A request and the replicas that are to answer it. */
public record Ask<Q extends Request>(ReplicaSet to, Q request) {}
