package org.quorate.console.commands;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.quorate.console.demo.DemoRun;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code quorate demo}. */
@Command(
    name = "demo",
    description = {
      "Make a throw-away cluster of four processes, put a load on it while a replica lies, clients",
      "cheat and a process is killed, and check every claim; fails if one did not hold."
    },
    mixinStandardHelpOptions = true)
public final class DemoCommand implements Callable<Integer> {
  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "45",
      description =
          "How long the acts take together, restarts not counted (default: ${DEFAULT-VALUE}).")
  private int seconds;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "quorate-demo",
      description = "Where the report goes; made anew (default: ${DEFAULT-VALUE}).")
  private Path out;

  @Override
  public Integer call() throws IOException, InterruptedException {
    return DemoRun.run(out, seconds, System.out, CommandLine.Help.Ansi.AUTO.enabled()) ? 0 : 1;
  }
}
