package org.quorate.console.commands;

import picocli.CommandLine.Option;

/** How large the cluster is that a command imagines. */
final class SizeOptions {
  @Option(
      names = "--replicas",
      paramLabel = "N",
      defaultValue = "4",
      description = "How many replicas (default: ${DEFAULT-VALUE}).")
  private int replicas;

  @Option(
      names = "--tolerate",
      paramLabel = "F",
      defaultValue = "1",
      description = "How many faulty replicas it is composed for (default: ${DEFAULT-VALUE}).")
  private int tolerated;

  int replicas() {
    return replicas;
  }

  int tolerated() {
    return tolerated;
  }
}
