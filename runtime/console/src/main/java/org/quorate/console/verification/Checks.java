package org.quorate.console.verification;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Gathers checks, of which one that fails does not keep the next from being made. */
final class Checks {
  private static final int LENGTH_MAX = 2000;

  private final List<Check> all = new ArrayList<>();
  private final Consumer<Check> progress;

  Checks(Consumer<Check> progress) {
    this.progress = progress;
  }

  /** Looks at something; what it returns are the figures, what it throws is why it fails. */
  interface Look {
    String look() throws Exception;
  }

  /**
   * Makes a check.
   *
   * @throws InterruptedException if it was interrupted, which says nothing about the part
   */
  void make(String part, String what, Look look) throws InterruptedException {
    try {
      add(new Check(part, what, true, look.look()));
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception | AssertionError | LinkageError e) {
      // Whatever a part throws that it should not is what this command is there to tell.
      String message = e instanceof AssertionError ? String.valueOf(e.getMessage()) : "" + e;
      add(new Check(part, what, false, shortened(message.strip())));
    }
  }

  private void add(Check check) {
    all.add(check);
    progress.accept(check);
  }

  private static String shortened(String message) {
    return message.length() <= LENGTH_MAX ? message : message.substring(0, LENGTH_MAX) + "...";
  }

  List<Check> all() {
    return List.copyOf(all);
  }
}
