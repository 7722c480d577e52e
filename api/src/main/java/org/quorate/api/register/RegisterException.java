package org.quorate.api.register;

/** An operation on a register failed; the message says why and what the caller can do. */
public class RegisterException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Reason reason;

  public RegisterException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }

  /** Kinds of failure that a caller may want to tell apart. */
  public enum Reason {
    /** No quorum answered in time; a write may or may not have taken effect. */
    DEADLINE,
    /** The cluster refused: rights, revocation, a limit, a pending write of a lost journal. */
    REFUSED,
    /** More operations or bytes than a limit of this client allows; nothing was sent. */
    LIMIT,
    /** The client was closed; a write may or may not have taken effect. */
    CLOSED
  }
}
