package org.quorate.api.machine;

import org.osgi.annotation.versioning.ProviderType;
import org.quorate.api.model.ClientId;
import org.quorate.api.model.Key;

/**
 * Who may do what, as one replica knows it at one moment. Immutable: a step that is given an equal
 * access decides equally.
 */
@ProviderType
public interface Access {
  /** A client that was removed from the system. */
  boolean isRevoked(ClientId client);

  boolean mayRead(ClientId client, Key key);

  boolean mayWrite(ClientId client, Key key);
}
