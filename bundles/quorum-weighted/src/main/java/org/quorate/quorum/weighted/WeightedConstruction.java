package org.quorate.quorum.weighted;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.quorate.api.quorum.ImpossibleConfigurationException;
import org.quorate.api.quorum.QuorumConstruction;
import org.quorate.api.quorum.QuorumSystem;

/**
 * Weighted voting (Gifford, "Weighted Voting for Replicated Data", SOSP 1979): a read quorum is any
 * set with at least {@code read} votes, a write quorum any with at least {@code write}.
 *
 * <p>Options: {@code votes}, one number a replica, in their order, separated by commas; {@code
 * read} and {@code write}, by default the least that meet the {@link Conditions}.
 */
public final class WeightedConstruction implements QuorumConstruction {
  static final String NAME = "weighted";

  /** The most votes in all, because exact figures take time in proportion to them. */
  static final int VOTES_MAX = 10_000;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public QuorumSystem build(Specification specification) {
    Map<String, String> options = specification.options();
    Set<String> unknown = new TreeSet<>(options.keySet());
    unknown.removeAll(Set.of("votes", "read", "write"));
    if (!unknown.isEmpty()) {
      throw new ImpossibleConfigurationException(
          "weighted quorums take the options votes, read and write; remove "
              + String.join(", ", unknown));
    }
    int[] votes = votes(options.get("votes"), specification.replicas());
    Conditions conditions = new Conditions(votes, specification.faults(), specification.kind());
    conditions.requireThatSomeThresholdsFit();
    Integer readAsked = number("read", options.get("read"));
    Integer writeAsked = number("write", options.get("write"));
    int write =
        writeAsked != null
            ? writeAsked
            : Math.max(conditions.writeMin(), readAsked == null ? 0 : conditions.other(readAsked));
    int read = readAsked != null ? readAsked : conditions.other(write);
    conditions.require(read, write);
    return new WeightedQuorums(votes, specification.faults(), specification.kind(), read, write);
  }

  private static int[] votes(@Nullable String option, int replicas) {
    if (option == null) {
      throw new ImpossibleConfigurationException(
          "weighted quorums need the option votes: a number for each of the n=%d replicas"
              .formatted(replicas));
    }
    int[] votes =
        Arrays.stream(option.split(",", -1)).mapToInt(text -> parse("votes", text)).toArray();
    if (votes.length != replicas) {
      throw new ImpossibleConfigurationException(
          "votes gives %d numbers for n=%d replicas: it must give each replica one"
              .formatted(votes.length, replicas));
    }
    long total = Arrays.stream(votes).asLongStream().sum();
    if (total < 1 || total > VOTES_MAX) {
      throw new ImpossibleConfigurationException(
          "votes must sum to 1 to %d, not %d; only their proportions matter"
              .formatted(VOTES_MAX, total));
    }
    return votes;
  }

  private static @Nullable Integer number(String option, @Nullable String text) {
    return text == null ? null : parse(option, text);
  }

  private static int parse(String option, String text) {
    // Six digits exceed VOTES_MAX and fit an int.
    if (!text.strip().matches("[0-9]{1,6}")) {
      throw new ImpossibleConfigurationException(
          "%s must be a number of votes, not '%s'".formatted(option, text));
    }
    return Integer.parseInt(text.strip());
  }
}
