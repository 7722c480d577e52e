package org.quorate.conformance.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.Key;
import org.quorate.api.storage.RegisterStore;
import org.quorate.api.storage.RegisterStore.Change;

/**
 * Commits without end until it is killed, two threads at once, and says of each commit that it was
 * acknowledged, one line each: the thread's number, a space, the commit's number.
 *
 * <p>Commit {@code i} of a thread makes item {@code i} of the thread's key, removes item {@code i -
 * WINDOW}, and puts {@code i} into another key, so that half a commit, a lost one and a revived one
 * can all be seen afterwards.
 */
final class CommitLoop {
  static final int THREADS = 2;

  private static final int WINDOW = 50;
  private static final String LAST = "last";

  private CommitLoop() {}

  /**
   * Runs the loop on the store of a kit.
   *
   * @param arguments the class of the kit, whose provider opens the store, and the directory
   */
  public static void main(String[] arguments) throws Exception {
    // A process can only be told a class by its name.
    var constructor = Class.forName(arguments[0]).getDeclaredConstructor();
    constructor.setAccessible(true);
    RegisterStoreKit kit = (RegisterStoreKit) constructor.newInstance();
    RegisterStore store = kit.provider().open(Path.of(arguments[1]), Map.of());
    List<InParallel.Task> loops = new ArrayList<>();
    for (int thread = 0; thread < THREADS; thread++) {
      int number = thread;
      loops.add(() -> commitForever(store, number, System.out));
    }
    InParallel.run(loops);
  }

  private static void commitForever(RegisterStore store, int thread, PrintStream acknowledged)
      throws IOException {
    for (long i = last(store, thread) + 1; ; i++) {
      store.commit(
          List.of(
              new Change(windowKey(thread), "" + i, content(i)),
              new Change(windowKey(thread), "" + (i - WINDOW), null),
              new Change(lastKey(thread), LAST, Bytes.utf8("" + i))));
      // One short write, which a pipe takes whole or not at all.
      acknowledged.write((thread + " " + i + "\n").getBytes(StandardCharsets.US_ASCII));
      acknowledged.flush();
    }
  }

  /** Fails unless {@code store} shows everything acknowledged, and each thread's commits whole. */
  static void check(RegisterStore store, Map<Integer, Long> acknowledged) throws IOException {
    for (int thread = 0; thread < THREADS; thread++) {
      long last = last(store, thread);
      long lastAcknowledged = acknowledged.getOrDefault(thread, 0L);
      assertThat(last)
          .as("last commit of thread %d; %d was acknowledged", thread, lastAcknowledged)
          .isBetween(lastAcknowledged, lastAcknowledged + 1);
      Map<String, Bytes> expected = new TreeMap<>();
      for (long i = Math.max(1, last - WINDOW + 1); i <= last; i++) {
        expected.put("" + i, content(i));
      }
      assertThat(store.read(windowKey(thread)))
          .as("items of the last %d commits of thread %d up to %d", WINDOW, thread, last)
          .isEqualTo(expected);
    }
  }

  private static long last(RegisterStore store, int thread) throws IOException {
    Bytes last = store.read(lastKey(thread)).get(LAST);
    return last == null ? 0 : Long.parseLong(last.toUtf8());
  }

  /** Mostly short, sometimes longer than any block of a file. */
  private static Bytes content(long i) {
    return Bytes.utf8(("commit " + i + ".").repeat(i % 20 == 0 ? 10_000 : 5));
  }

  private static Key windowKey(int thread) {
    return new Key("window/" + thread);
  }

  private static Key lastKey(int thread) {
    return new Key("last/" + thread);
  }
}
