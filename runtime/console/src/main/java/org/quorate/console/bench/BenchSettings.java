package org.quorate.console.bench;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.quorate.console.load.LoadSettings;
import org.quorate.host.composition.WrittenVariant;
import org.quorate.host.configuration.Limits;

/**
 * What is to be compared, and how.
 *
 * @param variants at least one; ratios are to the first
 * @param replicas of each cluster
 * @param load of one variant in one round, on new registers each time
 * @param warmUp how long each variant bears the same load before the first round, a part of it in
 *     floods if there are some
 * @param rounds how many times each variant is measured
 * @param limits of each cluster
 * @param flooders numbers of clients that flood the one variant meanwhile, each measured with valid
 *     requests and with invalid ones, beside the variant without a flood
 */
public record BenchSettings(
    List<WrittenVariant> variants,
    int replicas,
    LoadSettings load,
    Duration warmUp,
    int rounds,
    Limits limits,
    List<Integer> flooders) {
  public BenchSettings {
    variants = List.copyOf(variants);
    flooders = List.copyOf(flooders);
    if (variants.isEmpty()) {
      throw new IllegalArgumentException("a comparison has at least one variant");
    }
    if (!flooders.isEmpty() && variants.size() > 1) {
      throw new IllegalArgumentException(
          "a flood is compared with one variant without it, not with " + variants.size());
    }
    if (flooders.stream().anyMatch(clients -> clients < 1)) {
      throw new IllegalArgumentException("a flood is of at least one client");
    }
    if (rounds < 1) {
      throw new IllegalArgumentException("a comparison has at least one round, not " + rounds);
    }
    if (load.duration().isZero() || load.duration().isNegative()) {
      throw new IllegalArgumentException("a round takes more than 0 seconds");
    }
    if (warmUp.isNegative()) {
      throw new IllegalArgumentException("a warm-up takes 0 seconds or more");
    }
  }

  /** Once without a flood and once in each kind of them. */
  LoadSettings warmUpLoad() {
    return new LoadSettings(
        load.clientName(),
        load.clients(),
        warmUp.dividedBy(1 + floods().size()),
        load.reads(),
        load.keys(),
        load.valueBytes(),
        load.deadline(),
        load.seed());
  }

  /** The floods, in the order of the report. */
  List<FloodKind> floods() {
    return flooders.stream()
        .flatMap(clients -> Stream.of(new FloodKind(clients, true), new FloodKind(clients, false)))
        .toList();
  }

  /** How many clients take part in the largest flood. */
  int floodersMax() {
    return flooders.stream().mapToInt(Integer::intValue).max().orElse(0);
  }

  /**
   * What the variants are called in the report: by name, and by a number as well where an earlier
   * one has that name.
   */
  List<String> labels() {
    return IntStream.range(0, variants.size()).mapToObj(this::label).toList();
  }

  /** What the rows of the report are called: the variants, and each in each flood. */
  List<String> rowLabels() {
    return labels().stream()
        .flatMap(
            label ->
                Stream.concat(
                    Stream.of(label), floods().stream().map(kind -> rowLabel(label, kind))))
        .toList();
  }

  static String rowLabel(String label, FloodKind kind) {
    return label + " " + kind.text();
  }

  private String label(int index) {
    String name = variants.get(index).variant().name();
    long earlier =
        variants.subList(0, index).stream()
            .filter(other -> other.variant().name().equals(name))
            .count();
    return earlier == 0 ? name : name + "-" + (earlier + 1);
  }
}
