package org.quorate.host.parts;

/** A provider does not do what it should; the message says what it did. */
final class ProviderFaultException extends Exception {
  private static final long serialVersionUID = 1L;

  ProviderFaultException(String message) {
    super(message);
  }

  /** It threw what no provider may throw, or did not return. */
  static ProviderFaultException threw(Throwable thrown) {
    return new ProviderFaultException(
        thrown instanceof BoundedSignatures.Hanging
            ? String.valueOf(thrown.getMessage())
            : "it threw " + thrown);
  }
}
