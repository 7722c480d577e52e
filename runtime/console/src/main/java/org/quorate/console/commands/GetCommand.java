package org.quorate.console.commands;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.Callable;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.Key;
import org.quorate.api.register.OperationResult;
import org.quorate.client.QuorateClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code quorate get}. */
@Command(
    name = "get",
    description = "Read a register, and print its value byte for byte.",
    mixinStandardHelpOptions = true)
public final class GetCommand implements Callable<Integer> {
  @Mixin private ClusterArgument argument;
  @Mixin private ClientOption client;

  @Parameters(index = "1", paramLabel = "KEY", description = "The register's name.")
  private Key key;

  @Override
  public Integer call() throws IOException, InterruptedException {
    try (QuorateClient opened = client.open(argument.existing())) {
      OperationResult result = opened.register(key.name()).read();
      Bytes content = result.value().content();
      if (content == null) {
        throw new CommandFailure("the register '" + key + "' was never written");
      }
      try (OutputStream out = new BufferedOutputStream(new FileOutputStream(FileDescriptor.out))) {
        out.write(content.toByteArray());
      }
    }
    return 0;
  }
}
