package org.quorate.console.verification;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.quorate.host.parts.Deployed;
import org.quorate.host.parts.Parts;

/** A bundle that is installed and removed again and again, and leaves nothing behind. */
final class ComingAndGoing {
  private static final int TIMES = 20;
  private static final long COLLECTED_SECONDS_MAX = 20;

  private final Parts parts;
  private final Path bundle;
  private final Set<String> classes;

  /**
   * @param classes that are in the bundle
   */
  ComingAndGoing(Parts parts, Path bundle, Set<String> classes) {
    this.parts = parts;
    this.bundle = bundle;
    this.classes = classes;
  }

  /**
   * Looks whether its threads end and its classes can be unloaded.
   *
   * @throws AssertionError if not
   */
  String check() throws IOException, InterruptedException {
    List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
    for (int i = 0; i < TIMES; i++) {
      loaders.add(comeAndGo(i));
    }
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(COLLECTED_SECONDS_MAX);
    long held = held(loaders);
    while (held > 0 && System.nanoTime() < end) {
      System.gc();
      TimeUnit.MILLISECONDS.sleep(50);
      held = held(loaders);
    }
    if (held > 0) {
      throw new AssertionError(
          "of %d times that it was installed and removed, %d left their classes in memory"
              .formatted(TIMES, held));
    }
    return "installed and removed %d times: threads and classes are gone".formatted(TIMES);
  }

  private WeakReference<ClassLoader> comeAndGo(int time) throws IOException {
    Deployed deployed = parts.deploy(bundle, "verification-" + time);
    WeakReference<ClassLoader> loader = new WeakReference<>(deployed.classLoader());
    deployed.remove();
    List<String> threads = deployed.threadsLeft(classes);
    if (!threads.isEmpty()) {
      throw new AssertionError("removed, it leaves these threads running: " + threads);
    }
    return loader;
  }

  private static long held(List<WeakReference<ClassLoader>> loaders) {
    return loaders.stream().filter(loader -> loader.get() != null).count();
  }
}
