package org.quorate.console.verification;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Gathers checks, of which one that fails does not keep the next from being made. After one that
 * does not return none is made any more: whatever hung would hang again.
 */
final class Checks {
  private static final int LENGTH_MAX = 2000;

  private final List<Check> all = new ArrayList<>();
  private final Duration limit;
  private final Consumer<Check> progress;
  private boolean hangs;

  /**
   * @param limit how long a check may take
   * @param progress told each check when it was made
   */
  Checks(Duration limit, Consumer<Check> progress) {
    this.limit = limit;
    this.progress = progress;
  }

  /** Looks at something; what it returns are the figures, what it throws is why it fails. */
  interface Look {
    String look() throws Exception;
  }

  /**
   * Makes a check.
   *
   * @throws InterruptedException if this thread was, which says nothing about the part
   */
  void make(String part, String what, Look look) throws InterruptedException {
    if (hangs) {
      return;
    }
    FutureTask<String> task = new FutureTask<>(look::look);
    Thread thread = new Thread(task, "verify-" + what);
    thread.setDaemon(true);
    thread.start();
    try {
      add(new Check(part, what, true, task.get(limit.toSeconds(), TimeUnit.SECONDS)));
    } catch (TimeoutException e) {
      hangs = true;
      task.cancel(true);
      add(
          new Check(
              part,
              what,
              false,
              "did not return in " + limit.toSeconds() + " s; nothing more was looked at"));
    } catch (ExecutionException e) {
      // Whatever a part throws that it should not is what this is there to tell.
      Throwable thrown = e.getCause();
      String message =
          thrown instanceof AssertionError ? String.valueOf(thrown.getMessage()) : "" + thrown;
      add(new Check(part, what, false, shortened(message.strip())));
    } finally {
      task.cancel(true);
    }
  }

  private void add(Check check) {
    all.add(check);
    progress.accept(check);
  }

  private static String shortened(String message) {
    return message.length() <= LENGTH_MAX ? message : message.substring(0, LENGTH_MAX) + "...";
  }

  /** Whether all that was looked at of {@code part} is as it must be. */
  boolean hold(String part) {
    return all.stream().filter(check -> check.part().equals(part)).allMatch(Check::holds);
  }

  List<Check> all() {
    return List.copyOf(all);
  }
}
