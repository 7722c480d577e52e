package org.quorate.console.bench;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.quorate.console.load.LoadSettings;
import org.quorate.host.composition.WrittenVariant;

/**
 * What is to be compared, and how.
 *
 * @param variants at least one; ratios are to the first
 * @param replicas of each cluster
 * @param load of one variant in one round, on new registers each time
 * @param warmUp how long each variant bears the same load before the first round
 * @param rounds how many times each variant is measured
 */
public record BenchSettings(
    List<WrittenVariant> variants, int replicas, LoadSettings load, Duration warmUp, int rounds) {
  public BenchSettings {
    variants = List.copyOf(variants);
    if (variants.isEmpty()) {
      throw new IllegalArgumentException("a comparison has at least one variant");
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

  LoadSettings warmUpLoad() {
    return new LoadSettings(
        load.clientName(),
        load.clients(),
        warmUp,
        load.reads(),
        load.keys(),
        load.valueBytes(),
        load.deadline(),
        load.seed());
  }

  /**
   * What the variants are called in the report: by name, and by a number as well where an earlier
   * one has that name.
   */
  List<String> labels() {
    return IntStream.range(0, variants.size()).mapToObj(this::label).toList();
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
