package org.quorate.api.machine;

/** A message from a replica to a client; its nonce is that of the request it answers. */
public interface Reply extends Message {}
