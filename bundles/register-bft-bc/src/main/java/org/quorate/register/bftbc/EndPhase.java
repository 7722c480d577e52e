package org.quorate.register.bftbc;

import org.jspecify.annotations.Nullable;
import org.quorate.api.machine.Outcome;
import org.quorate.api.model.Value;
import org.quorate.api.model.Version;

/** The end of an operation. */
record EndPhase(Outcome outcome, @Nullable WriterJournal journal) implements Phase {

  static Next returned(Version version, Value value, @Nullable WriterJournal journal) {
    return Next.enter(new EndPhase(new Outcome.Returned(version, value), journal));
  }

  static Next failed(String reason, @Nullable WriterJournal journal) {
    return Next.enter(new EndPhase(new Outcome.Failed(reason), journal));
  }

  @Override
  public String progress() {
    return "ended: " + outcome;
  }
}
