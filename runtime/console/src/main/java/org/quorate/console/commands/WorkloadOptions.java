package org.quorate.console.commands;

import picocli.CommandLine.Option;

/** What the clients of a load do. */
final class WorkloadOptions {
  @Option(
      names = "--reads",
      paramLabel = "FRACTION",
      defaultValue = "0.5",
      description = "Of all operations, 0 to 1 (default: ${DEFAULT-VALUE}).")
  private double reads;

  @Option(
      names = "--keys",
      paramLabel = "K",
      defaultValue = "16",
      description = "How many registers (default: ${DEFAULT-VALUE}).")
  private int keys;

  @Option(
      names = "--size",
      paramLabel = "BYTES",
      defaultValue = "100",
      description = "Of a value (default: ${DEFAULT-VALUE}).")
  private int size;

  double reads() {
    return reads;
  }

  int keys() {
    return keys;
  }

  int valueBytes() {
    return size;
  }
}
