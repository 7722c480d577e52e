package org.quorate.host.deploy;

import java.io.IOException;

/** A bundle may not be installed; the message says why. */
public final class RefusedBundleException extends IOException {
  private static final long serialVersionUID = 1L;

  RefusedBundleException(String message) {
    super(message);
  }

  RefusedBundleException(String message, Throwable cause) {
    super(message, cause);
  }
}
