package org.quorate.console.commands;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.Key;
import org.quorate.api.register.OperationResult;
import org.quorate.client.QuorateClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code quorate put}. */
@Command(name = "put", description = "Write a register.", mixinStandardHelpOptions = true)
public final class PutCommand implements Callable<Integer> {
  @Mixin private ClusterArgument argument;
  @Mixin private ClientOption client;

  @Parameters(index = "1", paramLabel = "KEY", description = "The register's name.")
  private Key key;

  @Parameters(
      index = "2",
      arity = "0..1",
      paramLabel = "VALUE",
      description = "The value; - reads it from standard input.")
  private @Nullable String value;

  @Option(names = "--file", paramLabel = "F", description = "Reads the value from a file instead.")
  private @Nullable Path file;

  @Spec private CommandSpec command;

  @Mixin private Output output;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Bytes content = content();
    try (QuorateClient opened = client.open(argument.existing())) {
      OperationResult result = opened.register(key.name()).write(content);
      OperationReport report = OperationReport.of(result);
      output.print(OperationReport.class, report, out -> report.print(out, "wrote"));
    }
    return 0;
  }

  private Bytes content() throws IOException {
    if ((value == null) == (file == null)) {
      throw new ParameterException(
          command.commandLine(), "Give the value either as VALUE or by --file.");
    }
    if (file != null) {
      return Bytes.wrap(Files.readAllBytes(file));
    }
    return "-".equals(value)
        ? Bytes.wrap(System.in.readAllBytes())
        : Bytes.utf8(String.valueOf(value));
  }
}
