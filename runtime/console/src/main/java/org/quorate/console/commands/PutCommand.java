package org.quorate.console.commands;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.quorate.api.model.Bytes;
import org.quorate.api.register.OperationResult;
import org.quorate.client.QuorateClient;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code quorate put}. */
@Command(name = "put", description = "Write a register.", mixinStandardHelpOptions = true)
public final class PutCommand implements Callable<Integer> {
  @Mixin private ClusterArgument argument;
  @Mixin private ClientOption client;

  @Parameters(index = "1", paramLabel = "KEY", description = "The register's name.")
  private String key;

  @ArgGroup(exclusive = true, multiplicity = "1")
  private Source source = new Source();

  @Mixin private Output output;

  /** Where the value comes from. */
  static final class Source {
    @Parameters(
        index = "2",
        paramLabel = "VALUE",
        description = "The value; - reads it from standard input.")
    private @Nullable String value;

    @Option(names = "--file", paramLabel = "F", description = "Reads the value from a file.")
    private @Nullable Path file;

    Bytes read() throws IOException {
      if (file != null) {
        return Bytes.wrap(Files.readAllBytes(file));
      }
      return "-".equals(value)
          ? Bytes.wrap(System.in.readAllBytes())
          : Bytes.utf8(String.valueOf(value));
    }
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Bytes value = source.read();
    try (QuorateClient opened = client.open(argument.existing())) {
      OperationResult result = opened.register(key).write(value);
      OperationReport report = OperationReport.of(result);
      output.print(OperationReport.class, report, out -> report.print(out, "wrote"));
    }
    return 0;
  }
}
