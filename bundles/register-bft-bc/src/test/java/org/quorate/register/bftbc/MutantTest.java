package org.quorate.register.bftbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.quorate.register.bftbc.Mutants.Mutant;

/** The random schedules see what they must see: each rule left out is found. */
final class MutantTest {
  private static final int SEEDS_MAX = Integer.getInteger("quorate.mutant.seeds", 300);

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
                    mutant(
                        "keepingTheWriteCertificate",
                        "stuck",
                        protocol,
                        Mutants::keepingTheWriteCertificate),
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
    for (int seed = 0; seed < SEEDS_MAX; seed++) {
      Campaign campaign = new Campaign(mutant, protocol.mode(), 4, 1, seed).run();
      if (campaign.violations.stream().anyMatch(found -> found.startsWith(expected))) {
        System.getLogger(MutantTest.class.getName())
            .log(
                System.Logger.Level.INFO,
                "{0} in {1}: seed {2}: {3}",
                name,
                protocol.name(),
                seed,
                campaign.violations.get(0));
        return;
      }
    }
    assertThat(SEEDS_MAX).as("%s in %s was not found", name, protocol).isZero();
  }
}
