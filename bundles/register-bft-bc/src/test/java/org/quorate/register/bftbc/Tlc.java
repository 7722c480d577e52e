package org.quorate.register.bftbc;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * TLC, the model checker of TLA+, on the modules in {@code src/test/tla}. Each run has a process of
 * its own, because TLC keeps its state in static fields.
 *
 * @param module the name of the one to check
 * @param configuration what a .cfg file says
 * @param runs the module BftBcRuns; empty if there is none
 */
record Tlc(String module, String configuration, String runs) {
  /** What {@link Verdict#violated} is where no step is possible. */
  static final String STUCK = "Deadlock";

  private static final Path MODELS = Path.of("src", "test", "tla");
  private static final int HOLDS = 0;
  private static final int IS_STUCK = 11;
  private static final int VIOLATES_INVARIANT = 12;
  private static final int VIOLATES_PROPERTY = 13;
  private static final Set<Integer> VIOLATIONS =
      Set.of(IS_STUCK, VIOLATES_INVARIANT, VIOLATES_PROPERTY);
  private static final Pattern VIOLATION =
      Pattern.compile("(?:Invariant|Action property) (\\w+) is violated|(" + STUCK + ") reached");
  private static final Pattern STEP = Pattern.compile("@!@!@STARTMSG 2217:");
  private static final Pattern STATES =
      Pattern.compile("@!@!@STARTMSG 2199:.*\\R.* (\\d+) distinct states found");

  /**
   * What a run found.
   *
   * @param violated null if all that was to be checked holds
   * @param counterexample the number of its states, the first included; the least there is
   * @param end its last state
   * @param states distinct ones
   */
  record Verdict(
      @Nullable String violated, long counterexample, String end, long states, Duration took) {
    String text() {
      return "%,d states in %d ms".formatted(states, took.toMillis())
          + (violated == null ? "" : ": " + violated + " broken in " + counterexample + " states");
    }
  }

  /** BftBc with the file NAME.cfg beside it. */
  static Tlc of(String name) throws IOException {
    return new Tlc("BftBc", configuration(name), "");
  }

  /** BftBcTrace on what happened in runs, in the module BftBcRuns. */
  static Tlc ofRuns(String module) throws IOException {
    return new Tlc("BftBcTrace", configuration("Trace"), module);
  }

  private static String configuration(String name) throws IOException {
    return Files.readString(MODELS.resolve(name + ".cfg"));
  }

  Tlc with(String constant, String value) {
    return changed("(?m)^  " + constant + " = .*$", "  " + constant + " = " + value);
  }

  Tlc leavingOut(String rule) {
    return with("LeftOut", '"' + rule + '"');
  }

  /** Of the invariants this one alone; properties of steps as before. */
  Tlc checking(String invariant) {
    return changed("(?m)^INVARIANTS .*$", "INVARIANTS " + invariant);
  }

  private Tlc changed(String line, String replacement) {
    Matcher matcher = Pattern.compile(line).matcher(configuration);
    if (!matcher.find()) {
      throw new IllegalArgumentException("no line " + line + " in\n" + configuration);
    }
    return new Tlc(module, matcher.replaceFirst(Matcher.quoteReplacement(replacement)), runs);
  }

  /**
   * @param directory empty, for what TLC writes
   * @throws AssertionError with all that TLC said, if that is no verdict
   */
  Verdict run(Path directory) throws IOException, InterruptedException, URISyntaxException {
    // TLC looks for all its files in one place.
    for (String name : List.of("BftBc.tla", "BftBcTrace.tla")) {
      Files.copy(MODELS.resolve(name), directory.resolve(name));
    }
    Files.writeString(directory.resolve("BftBcRuns.tla"), runs);
    Files.writeString(directory.resolve("model.cfg"), configuration);
    long start = System.nanoTime();
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // The runs are short: compiling better costs more than it gains.
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx1g",
                "-Djava.io.tmpdir=" + directory,
                "-cp",
                Path.of(tlc2.TLC.class.getProtectionDomain().getCodeSource().getLocation().toURI())
                    .toString(),
                tlc2.TLC.class.getName(),
                "-tool",
                "-workers",
                "1",
                "-metadir",
                "states",
                "-config",
                "model.cfg",
                module)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .start();
    try {
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return verdict(process.waitFor(), said, Duration.ofNanos(System.nanoTime() - start));
    } finally {
      process.destroy();
    }
  }

  private static Verdict verdict(int exit, String said, Duration took) {
    String violated =
        VIOLATION
            .matcher(said)
            .results()
            .findFirst()
            .map(found -> found.group(1) == null ? found.group(2) : found.group(1))
            .orElse(null);
    MatchResult states = STATES.matcher(said).results().findFirst().orElse(null);
    boolean understood = violated == null ? exit == HOLDS : VIOLATIONS.contains(exit);
    if (!understood || states == null) {
      throw new AssertionError(
          "TLC ended with " + exit + ", which is no verdict, and said\n" + said);
    }
    List<MatchResult> steps = STEP.matcher(said).results().toList();
    String end = steps.isEmpty() ? "" : said.substring(steps.get(steps.size() - 1).start());
    return new Verdict(violated, steps.size(), end, Long.parseLong(states.group(1)), took);
  }
}
