package org.quorate.distributions;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The shipped {@code quorate bench}: figures that were checked, and nothing left behind. */
@Tag("thorough")
class BenchTest {
  @TempDir Path directory;

  @Test
  void comparesAndChecks() throws Exception {
    Path out = directory.resolve("out");
    var ended =
        run(
            "--variants",
            "abd,bft-bc",
            "--clients",
            "2",
            "--seconds",
            "0.5",
            "--warm-up",
            "0.5",
            "--rounds",
            "2",
            "--out",
            out.toString());

    assertThat(ended.code()).as(ended.error()).isZero();
    assertThat(ended.output())
        .contains("load:    2 clients", "store memory", "checked: 4 of 4 histories")
        .containsPattern("abd +[0-9,]+ \\(.*1\\.00 \\(1\\.00 to 1\\.00\\)")
        .containsPattern("bft-bc +[0-9,]+ \\(");
    assertThat(out.resolve("report.txt")).hasContent(ended.output());
    assertThat(out.resolve("abd-1.jsonl")).isNotEmptyFile();
    assertNothingIsLeft();
  }

  @Test
  void d2_measuresTheLoadInFloods() throws Exception {
    var ended =
        run(
            "--variants",
            "bft-bc",
            "--flood",
            "2",
            "--clients",
            "2",
            "--seconds",
            "1",
            "--warm-up",
            "0.5",
            "--rounds",
            "1");

    assertThat(ended.code()).as(ended.error()).isZero();
    assertThat(ended.output())
        .contains("floods:  2 more clients", "takes up at most 10000 a second of a client")
        .contains("checked: 3 of 3 histories")
        .containsPattern("bft-bc \\+ 2 valid: p99 of writes [0-9.]+ .* requests of the flood")
        .containsPattern("bft-bc \\+ 2 invalid: p99 of writes [0-9.]+ .* requests of the flood");
    assertNothingIsLeft();
  }

  @Test
  void cleansUpWhenToldToEnd() throws Exception {
    Process process = start("--variants", "abd", "--clients", "2", "--warm-up", "600");
    try (BufferedReader error = process.errorReader()) {
      assertThat(error.lines().anyMatch("warming up abd"::equals)).isTrue();
      // Not the process itself: that would close the streams as well.
      process.toHandle().destroy();
      assertThat(error.lines().anyMatch(line -> line.startsWith("bench: interrupted"))).isTrue();
    }
    assertThat(process.waitFor()).isNotZero();
    assertNothingIsLeft();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--variants abd,xyz | there is no variant and no file 'xyz'; shipped variants: pbft-bc",
        "--store xyz        | xyz",
        "--replicas 1       | replicas",
      })
  void refusesWhatCannotBeComposed(String arguments, String message) throws Exception {
    var ended = run(arguments.split(" "));

    assertThat(ended.code()).as(ended.error()).isEqualTo(2);
    assertThat(ended.error()).contains(message).doesNotContain("\tat ");
    assertNothingIsLeft();
  }

  private record Ended(int code, String output, String error) {}

  private Ended run(String... arguments) throws IOException, InterruptedException {
    Process process = start(arguments);
    // Little is said on the error stream, so that it cannot fill up while the other one is read.
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String error = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.waitFor(), output, error);
  }

  private Process start(String... arguments) throws IOException {
    var command = new ArrayList<>(List.of(Distribution.file("quorate").toString(), "bench"));
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command).directory(new File("."));
    // A comparison of half a second is over before the optimising compiler has paid for itself.
    String quick = "-XX:TieredStopAtLevel=1";
    builder.environment().put("QUORATE_JAVA_OPTIONS", quick + " -Djava.io.tmpdir=" + directory);
    builder.environment().put("QUORATE_REPLICA_OPTIONS", quick);
    return builder.start();
  }

  private void assertNothingIsLeft() throws IOException {
    try (Stream<Path> left = Files.list(directory)) {
      assertThat(left.filter(path -> path.getFileName().toString().startsWith("quorate-")))
          .isEmpty();
    }
    assertThat(
            ProcessHandle.allProcesses()
                .filter(
                    process ->
                        process
                            .info()
                            .commandLine()
                            .filter(line -> line.contains(directory.toString()))
                            .isPresent()))
        .isEmpty();
  }
}
