package org.quorate.host.parts;

/** A part that is in use is not offered by any bundle any more. */
public final class PartUnavailableException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  public PartUnavailableException(String message) {
    super(message);
  }
}
