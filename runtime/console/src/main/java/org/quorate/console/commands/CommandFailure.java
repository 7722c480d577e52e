package org.quorate.console.commands;

/** A command could not do what was asked; the message is all that the user needs. */
public final class CommandFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public CommandFailure(String message) {
    super(message);
  }
}
