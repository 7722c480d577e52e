package org.quorate.console.commands;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.quorate.console.cluster.ServingMark;
import org.quorate.host.configuration.ReplicaFolder;
import org.quorate.host.parts.BundleFiles;
import org.quorate.host.parts.Parts;
import org.quorate.host.replica.ReplicaNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code quorate replica}. */
@Command(
    name = "replica",
    description = "Run one replica in the foreground, until it is told to stop (SIGTERM).",
    mixinStandardHelpOptions = true)
public final class ReplicaCommand implements Callable<Integer> {
  @Parameters(paramLabel = "DIR/replicas/I", description = "The replica's folder.")
  private Path folder;

  @Option(
      names = "--adversary",
      paramLabel = "NAME",
      description = "Lie in this way, to test a cluster; `quorate attacks` lists the ways.")
  private @Nullable String adversary;

  @Override
  public Integer call() throws IOException, InterruptedException {
    CountDownLatch toldToStop = new CountDownLatch(1);
    CountDownLatch stopped = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  toldToStop.countDown();
                  awaitUninterruptibly(stopped);
                },
                "quorate-stop"));
    try (Parts parts = Parts.start(BundleFiles.find());
        ReplicaNode node = ReplicaNode.start(new ReplicaFolder(folder), parts, adversary)) {
      System.getLogger(ReplicaCommand.class.getName())
          .log(
              System.Logger.Level.INFO,
              "{0} serves on {1}{2}",
              node.status().replica(),
              node.address(),
              adversary == null ? "" : " and lies: " + adversary);
      ServingMark mark = ServingMark.set(folder);
      try {
        toldToStop.await();
      } finally {
        mark.close();
      }
    } finally {
      stopped.countDown();
    }
    return 0;
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
