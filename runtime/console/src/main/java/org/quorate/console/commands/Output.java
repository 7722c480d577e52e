package org.quorate.console.commands;

import java.io.PrintWriter;
import java.util.function.Consumer;
import org.quorate.host.codec.RecordCodec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How a command that reports does so: for people, or as JSON for programs. */
final class Output {
  private static final int REPORT_BYTES_MAX = 64 << 20;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(names = "--json", description = "Report in JSON.")
  private boolean json;

  /** Prints {@code report} as JSON, or lets {@code text} say it. */
  <T> void print(Class<T> type, T report, Consumer<PrintWriter> text) {
    PrintWriter out = command.commandLine().getOut();
    if (json) {
      out.println(json(type, report));
    } else {
      text.accept(out);
    }
    out.flush();
  }

  static <T> String json(Class<T> type, T report) {
    return RecordCodec.json(REPORT_BYTES_MAX).encode(type, report).toUtf8();
  }
}
