package org.quorate.api.model;

/**
 * Where something was said: what every signature binds, so that nothing said for one register,
 * cluster or configuration counts for another.
 *
 * @param cluster the cluster's id, 16 random bytes made at its birth
 */
public record Scope(Bytes cluster, Epoch epoch, Key key) {}
