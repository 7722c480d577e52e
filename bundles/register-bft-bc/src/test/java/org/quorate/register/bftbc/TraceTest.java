package org.quorate.register.bftbc;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.quorate.api.register.Requirements.Certificates;
import org.quorate.register.bftbc.Recorded.Did;
import org.quorate.register.bftbc.Tlc.Verdict;

/**
 * What replicas and clients do in simulated runs is what {@code src/test/tla/BftBc.tla} allows,
 * step by step. More runs: {@code -Dquorate.traces=500}, from {@code -Dquorate.trace}.
 */
@Tag("thorough")
final class TraceTest {
  private static final int TRACES = Integer.getInteger("quorate.traces", 25);
  private static final int FIRST = Integer.getInteger("quorate.trace", 0);

  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource(Mode.class)
  void runsAreBehavioursOfTheModel(Mode mode) throws Exception {
    List<Recorded> runs = runs(mode, () -> Alteration.NONE);
    Verdict verdict = check(mode, runs);

    assertThat(verdict.violated()).as(verdict.end()).isNull();
    // Each has been followed to its end.
    assertThat(verdict.states())
        .isEqualTo(runs.stream().mapToLong(run -> 1 + run.steps().size()).sum());
    Set<String> did =
        runs.stream().flatMap(run -> run.steps().stream()).map(Did::did).collect(toSet());
    assertThat(did).contains("learn", "prepare", "write", "decide");
    assertThat(did.contains("grant")).isEqualTo(mode == Mode.OPTIMISED);
  }

  static Stream<Arguments> mutants() {
    return Stream.of(
        mutant(Mode.BASE, "P1", BrokenGrants::grantingAnySuccessor),
        mutant(Mode.BASE, "P3", BrokenReplicas::recordingNothing),
        mutant(Mode.OPTIMISED, "P3", BrokenReplicas::recordingNothing),
        mutant(Mode.OPTIMISED, "E3", BrokenReplicas::forgettingClosedEntries),
        mutant(Mode.STRONG, "E3", BrokenReplicas::forgettingClosedEntries),
        mutant(Mode.STRONG, "P1", BrokenGrants::preparingOnWhatDidNotComplete),
        mutant(Mode.BASE, "WRITE", BrokenReplicas::installingWhateverIsWritten),
        mutant(Mode.BASE, "J1", BrokenClients::beginningAnewAfterARestart));
  }

  private static Arguments mutant(Mode mode, String rule, Supplier<Alteration> planted) {
    return Arguments.of(mode, rule, planted);
  }

  /** The model follows them only so far. */
  @ParameterizedTest(name = "{0} without {1}")
  @MethodSource("mutants")
  void aRunThatBreaksARuleIsNone(Mode mode, String rule, Supplier<Alteration> mutant)
      throws Exception {
    Verdict verdict = check(mode, runs(mode, mutant));
    assertThat(verdict.violated()).as(verdict.end()).isEqualTo(Tlc.STUCK);
  }

  private static List<Recorded> runs(Mode mode, Supplier<Alteration> alteration) {
    BftBcProtocol protocol = new BftBcProtocol("any", mode, Certificates.ANY);
    return LongStream.range(FIRST, FIRST + TRACES)
        .mapToObj(seed -> TracedRun.of(protocol, alteration.get(), seed))
        .toList();
  }

  private Verdict check(Mode mode, List<Recorded> runs) throws Exception {
    String module =
        runs.stream()
            .map(Recorded::text)
            .collect(joining(",\n", "---- MODULE BftBcRuns ----\nRuns == <<\n", "\n>>\n====\n"));
    long counterMax = runs.stream().mapToLong(Recorded::counterMax).max().orElseThrow();
    Verdict verdict =
        Tlc.ofRuns(module)
            .with("Mode", '"' + mode.name().toLowerCase(Locale.ROOT) + '"')
            .with("CounterMax", Long.toString(counterMax))
            .run(directory);
    System.out.println(mode + ": " + verdict.text());
    return verdict;
  }
}
