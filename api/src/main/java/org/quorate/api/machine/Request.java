package org.quorate.api.machine;

/** A message from a client to a replica. */
public interface Request extends Message {}
