package org.quorate.api.quorum;

import org.quorate.api.model.ReplicaId;

/**
 * Something that a correct replica would not have done, as a client noticed it.
 *
 * @param what for people, in a few words
 */
public record Misbehaviour(ReplicaId replica, String what) {}
