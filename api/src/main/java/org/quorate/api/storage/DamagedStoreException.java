package org.quorate.api.storage;

import java.io.IOException;

/** Stored data is not what was stored; the message says where. */
public final class DamagedStoreException extends IOException {
  private static final long serialVersionUID = 1L;

  public DamagedStoreException(String message) {
    super(message);
  }

  public DamagedStoreException(String message, Throwable cause) {
    super(message, cause);
  }
}
