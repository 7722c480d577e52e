package org.quorate.register.bftbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.quorate.api.quorum.QuorumKind;
import org.quorate.api.quorum.QuorumSystem;
import org.quorate.api.register.Requirements.Certificates;
import org.quorate.conformance.lab.ThresholdQuorums;
import org.quorate.register.bftbc.Mutants.Mutant;

/** The random schedules see what they must see: each rule left out is found. */
final class MutantTest {
  private static final int SEEDS_MAX = Integer.getInteger("quorate.mutant.seeds", 300);
  private static final QuorumSystem QUORUMS = new ThresholdQuorums(4, 1, QuorumKind.DISSEMINATION);

  static Stream<Arguments> mutants() {
    return Stream.of(BftBcProtocol.BASE, BftBcProtocol.OPTIMISED, BftBcProtocol.STRONG)
        .flatMap(
            protocol ->
                Stream.of(
                    mutant(
                        "forgettingClosedEntries",
                        "I1",
                        protocol,
                        Mutants::forgettingClosedEntries),
                    mutant("recordingNothing", "I1", protocol, Mutants::recordingNothing),
                    mutant(
                        "holdingOldVersions", "not atomic", protocol, Mutants::holdingOldVersions),
                    mutant("withoutWriteBack", "not atomic", protocol, Mutants::withoutWriteBack),
                    mutant(
                        "forgettingWhatWasPrepared",
                        "I6",
                        protocol,
                        Mutants::forgettingWhatWasPrepared)));
  }

  private static Arguments mutant(
      String name, String expected, BftBcProtocol protocol, Function<BftBcProtocol, Mutant> make) {
    return Arguments.of(name, expected, protocol, make.apply(protocol));
  }

  @ParameterizedTest(name = "{0} in {2}: {1}")
  @MethodSource("mutants")
  void isFound(String name, String expected, BftBcProtocol protocol, Mutant mutant) {
    assertThat(
            IntStream.range(0, SEEDS_MAX)
                .mapToObj(seed -> new Campaign(mutant, protocol.mode(), QUORUMS, seed).run())
                .anyMatch(campaign -> campaign.shows(expected)))
        .isTrue();
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  void moreLiarsThanToleratedAreSeenToBreakIt(Mode mode) {
    BftBcProtocol protocol = new BftBcProtocol("any", mode, Certificates.ANY);
    for (String broken : List.of("I1", "not atomic", "history")) {
      assertThat(
              IntStream.range(0, SEEDS_MAX)
                  .mapToObj(seed -> new Campaign(protocol, mode, QUORUMS, 2, seed).run())
                  .anyMatch(campaign -> campaign.shows(broken)))
          .as(broken)
          .isTrue();
    }
  }
}
