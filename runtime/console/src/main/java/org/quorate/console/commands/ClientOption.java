package org.quorate.console.commands;

import java.io.IOException;
import org.quorate.client.QuorateClient;
import org.quorate.console.cluster.ClusterFolder;
import picocli.CommandLine.Option;

/** The client whose identity a command uses. */
final class ClientOption {
  @Option(
      names = "--client",
      paramLabel = "NAME",
      required = true,
      description = "The client to be; `quorate client DIR list` lists them.")
  private String name;

  String name() {
    return name;
  }

  QuorateClient open(ClusterFolder cluster) throws IOException {
    return QuorateClient.open(cluster.existingClient(name).path());
  }
}
