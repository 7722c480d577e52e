package org.quorate.console.card;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.quorate.console.card.ReportCard.Row;
import org.quorate.console.card.ReportCard.Sample;
import org.quorate.console.cluster.FolderTree;
import org.quorate.console.page.DataPage;
import org.quorate.host.codec.RecordCodec;
import org.quorate.host.parts.Parts;

/** Makes a report card and writes it down. */
public final class CardRun {
  /** The card for browsers. */
  public static final String PAGE = "card.html";

  private static final int CARD_BYTES_MAX = 16 << 20;

  private final CardSettings settings;
  private final Parts parts;
  private final Consumer<String> progress;

  /**
   * A card that is still to be made.
   *
   * @param progress told of each step, a line each
   */
  public CardRun(CardSettings settings, Parts parts, Consumer<String> progress) {
    this.settings = settings;
    this.parts = parts;
    this.progress = progress;
  }

  /**
   * Makes the card and writes it into {@code out}: as text, JSON and a page, with the histories of
   * what was sampled.
   *
   * @throws IOException if {@code out} exists and is not an empty folder, or a process failed
   */
  public ReportCard into(Path out) throws IOException, InterruptedException {
    if (Files.exists(out) && !FolderTree.isEmpty(out)) {
      throw new IOException(out + " exists already and is not empty; nothing was changed");
    }
    CardSimulation simulation = new CardSimulation(settings, parts, progress);
    Files.createDirectories(out);
    List<Sample> samples = new CardSample(settings, parts, out, progress).run();
    List<Row> rows = simulation.rows();
    ReportCard card = new ReportCard(settings.labels(), method(), rows, samples);
    Files.writeString(out.resolve("card.txt"), card.text());
    Files.write(
        out.resolve("card.json"),
        RecordCodec.json(CARD_BYTES_MAX).encode(ReportCard.class, card).toByteArray());
    Files.writeString(
        out.resolve(PAGE), DataPage.of(DataPage.read(CardRun.class, "card.html"), card));
    return card;
  }

  private Map<String, String> method() {
    Map<String, String> method = new LinkedHashMap<>();
    method.put(
        "simulation",
        settings.seeds()
            + " seeds a cell over n = "
            + settings.replicas()
            + ", f = "
            + settings.tolerated()
            + "; loss, duplication, reordering, cuts, crashes and slow disks in all of them;"
            + " symbolic cryptography");
    method.put(
        "processes",
        settings.sample().equals(List.of("none"))
            ? "none"
            : settings.sampleSeconds()
                + " s of load with and "
                + settings.sampleSeconds()
                + " s without each attack, one after the other, on one machine");
    return method;
  }
}
