package org.quorate.console.card;

import java.util.List;
import org.quorate.host.composition.WrittenVariant;

/**
 * What is to be judged.
 *
 * @param labels of the variants, for people and for the lines that replay
 * @param replicas n
 * @param tolerated f
 * @param seeds how many runs each cell is
 * @param jobs threads
 * @param sample the attacks that are also carried out on processes
 * @param sampleSeconds how long each of them, and as long without it
 */
public record CardSettings(
    List<String> labels,
    List<WrittenVariant> variants,
    int replicas,
    int tolerated,
    int seeds,
    int jobs,
    List<String> sample,
    int sampleSeconds) {
  public CardSettings {
    labels = List.copyOf(labels);
    variants = List.copyOf(variants);
    sample = List.copyOf(sample);
  }
}
