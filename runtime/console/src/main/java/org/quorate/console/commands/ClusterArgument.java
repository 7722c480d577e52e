package org.quorate.console.commands;

import java.io.IOException;
import java.nio.file.Path;
import org.quorate.console.cluster.ClusterFolder;
import picocli.CommandLine.Parameters;

/** The cluster that a command is about. */
final class ClusterArgument {
  @Parameters(index = "0", paramLabel = "DIR", description = "The cluster's folder.")
  private Path folder;

  ClusterFolder existing() throws IOException {
    return ClusterFolder.existing(folder);
  }
}
