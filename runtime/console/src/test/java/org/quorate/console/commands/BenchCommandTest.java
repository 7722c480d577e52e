package org.quorate.console.commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** Wrong arguments are refused before anything is started. */
class BenchCommandTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--reads 2     | the fraction of reads is 0 to 1, not 2.0",
        "--clients 0   | a load has at least one client and one key",
        "--size 10     | at least 64 bytes, not 10",
        "--rounds 0    | a comparison has at least one round, not 0",
        "--seconds 0   | a round takes more than 0 seconds",
        "--warm-up -1  | a warm-up takes 0 seconds or more",
        "--flood 1     | a flood is compared with one variant without it, not with 3",
        "--client-rate 0 | a limit is at least 1",
        "--seconds ten | 'ten' is not a double",
      })
  void refusesWrongArguments(String arguments, String message) {
    var error = new StringWriter();

    int code =
        new CommandLine(new BenchCommand())
            .setErr(new PrintWriter(error))
            .execute(arguments.split(" "));

    assertThat(code).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(error.toString()).contains(message);
  }

  @Test
  void writesIntoNoFolderThatHoldsSomething(@TempDir Path folder) throws IOException {
    Files.createFile(folder.resolve("mine"));
    var failures = new StringBuilder();

    int code =
        new CommandLine(new BenchCommand())
            .setExecutionExceptionHandler(
                (failure, command, parsed) -> {
                  failures.append(failure.getMessage());
                  return CommandLine.ExitCode.SOFTWARE;
                })
            .execute("--out", folder.toString());

    assertThat(code).isEqualTo(CommandLine.ExitCode.SOFTWARE);
    assertThat(failures)
        .asString()
        .isEqualTo(folder + " is not empty; choose another folder with --out");
  }
}
