package org.quorate.console.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.quorate.host.parts.Parts;

/**
 * Compares variants: a throw-away cluster of processes for each, the same load on one after the
 * other while the rest idles, in rounds, so that whatever else slows the machine down slows all of
 * them down alike. Or one variant with itself in floods, in the same way.
 */
public final class Bench {
  private final BenchSettings settings;
  private final Parts parts;
  private final Consumer<String> progress;

  /**
   * A comparison that has not begun.
   *
   * @param progress told of each step, a line each
   */
  public Bench(BenchSettings settings, Parts parts, Consumer<String> progress) {
    this.settings = settings;
    this.parts = parts;
    this.progress = progress;
  }

  /**
   * Runs all rounds. Processes and clusters are gone when this returns or throws.
   *
   * @param histories the folder for what is recorded; null if it need not be kept
   * @throws InterruptedException if interrupted, which ends it early
   */
  public BenchReport run(@Nullable Path histories) throws IOException, InterruptedException {
    try (Contenders contenders = new Contenders(settings)) {
      List<Round> rounds = rounds(contenders, histories == null ? contenders.folder() : histories);
      return BenchReport.of(Method.of(settings), settings.rowLabels(), rounds);
    }
  }

  /** A row of the report: a contender, as it is or in a flood. */
  private record Row(String label, Contender contender, @Nullable FloodKind flood) {}

  private List<Round> rounds(Contenders contenders, Path histories)
      throws IOException, InterruptedException {
    List<Row> all = new ArrayList<>();
    for (String label : settings.labels()) {
      progress.accept("starting the cluster of " + label);
      Contender contender = contenders.startNext(parts);
      progress.accept("warming up " + label);
      contender.warmUp();
      all.add(new Row(label, contender, null));
      settings
          .floods()
          .forEach(kind -> all.add(new Row(BenchSettings.rowLabel(label, kind), contender, kind)));
    }
    List<Round> rounds = new ArrayList<>();
    for (int number = 1; number <= settings.rounds(); number++) {
      for (Row row : inOrder(all, number)) {
        String file = row.label().replaceAll("[ +]+", "-") + "-" + number + ".jsonl";
        Round round =
            row.contender().measure(number, row.label(), row.flood(), histories.resolve(file));
        rounds.add(round);
        progress.accept(
            String.format(
                Locale.ROOT,
                "round %d of %d: %s %,.0f operations a second; %s",
                number,
                settings.rounds(),
                row.label(),
                round.load().throughput(),
                round.check()));
      }
    }
    return rounds;
  }

  /** Each round begins with another one, so that no variant always follows the same. */
  static <T> List<T> inOrder(List<T> all, int number) {
    int first = (number - 1) % all.size();
    List<T> order = new ArrayList<>(all.subList(first, all.size()));
    order.addAll(all.subList(0, first));
    return order;
  }
}
