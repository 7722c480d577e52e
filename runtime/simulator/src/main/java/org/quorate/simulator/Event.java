package org.quorate.simulator;

/** What can happen next in an exploration. */
sealed interface Event {
  /** The letter of this number arrives. */
  record Arrives(int letter) implements Event {}

  /** The client at this place begins what it does next. */
  record Begins(int client) implements Event {}

  /** The timer of the client at this place runs out. */
  record TimesOut(int client) implements Event {}
}
