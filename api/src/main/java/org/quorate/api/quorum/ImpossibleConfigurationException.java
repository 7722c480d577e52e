package org.quorate.api.quorum;

/** A choice of parts and numbers that cannot work; the message says why and what would. */
public final class ImpossibleConfigurationException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  public ImpossibleConfigurationException(String message) {
    super(message);
  }
}
