package org.quorate.console.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.quorate.console.cluster.FolderTree;
import org.quorate.host.codec.RecordCodec;
import org.quorate.host.parts.BundleFiles;
import org.quorate.host.parts.Parts;

/** Runs the demonstration and writes its report. */
public final class DemoRun {
  private static final String TITLE =
      "Quorate: four replicas, one of them lies; six clients work, two others cheat";
  private static final String REPORT = "report.html";
  private static final int REPORT_BYTES_MAX = 64 << 20;

  private DemoRun() {}

  /**
   * Runs the demonstration into {@code out}, where an earlier one is replaced.
   *
   * @param seconds how long the acts take together
   * @param isTerminal whether {@code console} can be drawn on
   * @return whether every claim of the report held
   * @throws IOException if {@code out} holds anything else, or something of the cluster failed
   */
  public static boolean run(Path out, int seconds, PrintStream console, boolean isTerminal)
      throws IOException, InterruptedException {
    prepare(out);
    Screen screen = new Screen(console, isTerminal, TITLE);
    try (Parts parts = Parts.start(BundleFiles.find())) {
      DemoReport report = new Demo(parts, out, seconds, screen).run();
      HtmlReport.write(report, out.resolve(REPORT));
      Files.writeString(out.resolve("report.txt"), report.text());
      Files.write(
          out.resolve("report.json"),
          RecordCodec.json(REPORT_BYTES_MAX).encode(DemoReport.class, report).toByteArray());
      console.println();
      console.print(report.text());
      console.println("the same with charts: " + out.resolve(REPORT));
      return report.holds();
    }
  }

  private static void prepare(Path out) throws IOException {
    if (Files.exists(out)) {
      boolean isEarlier = Files.exists(out.resolve("cluster")) || FolderTree.isEmpty(out);
      if (!isEarlier) {
        throw new IOException(
            out + " exists and is not the folder of an earlier demonstration; choose with --out");
      }
      FolderTree.delete(out);
    }
    Files.createDirectories(out);
  }
}
