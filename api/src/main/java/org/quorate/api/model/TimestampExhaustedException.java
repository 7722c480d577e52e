package org.quorate.api.model;

/** The register's counter stands at its limit: it can be read but never written again. */
public final class TimestampExhaustedException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  public TimestampExhaustedException() {
    super("the register's counter is at its limit of " + Timestamp.COUNTER_MAX);
  }
}
