package org.quorate.console.bench;

import org.quorate.console.load.LoadReport;

/**
 * One variant, in a flood or without, measured once.
 *
 * @param number from 1
 * @param label the variant's
 * @param replicaCpuSeconds that the processes of all replicas used meanwhile
 * @param clientCpuSeconds that the process of the clients used meanwhile
 * @param flooded requests of the flood that replicas took up meanwhile
 * @param isCorrect whether the history of this very load is what the variant promises
 * @param check what the checker says of it
 */
record Round(
    int number,
    String label,
    LoadReport load,
    double replicaCpuSeconds,
    double clientCpuSeconds,
    long flooded,
    boolean isCorrect,
    String check) {
  double replicaCpuMillisPerOperation() {
    return perOperation(replicaCpuSeconds);
  }

  double clientCpuMillisPerOperation() {
    return perOperation(clientCpuSeconds);
  }

  double floodedPerSecond() {
    return load.seconds() == 0 ? 0 : flooded / load.seconds();
  }

  private double perOperation(double seconds) {
    return load.operations() == 0 ? 0 : seconds * 1e3 / load.operations();
  }
}
