package org.quorate.distributions.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.quorate.conformance.lab.Cryptography;
import org.quorate.conformance.lab.Lab.Leaving;
import org.quorate.conformance.protocol.ProtocolRun.Until;
import org.quorate.conformance.protocol.RunResult;
import org.quorate.conformance.protocol.Scenario.Travel;
import org.quorate.console.simulation.Adversaries;
import org.quorate.distributions.Distribution;
import org.quorate.host.composition.Composition;
import org.quorate.host.composition.VariantFiles;
import org.quorate.host.parts.Parts;
import org.quorate.simulator.Setup;
import org.quorate.simulator.Setup.Fault;

/** Liars that move, over the installed protocols and with the installed lies and cheats. */
@Tag("thorough")
final class MobileAdversaryTest {
  private static final int WINDOWS = 6;
  private static final int SEEDS = 30;

  private static Parts parts;

  @BeforeAll
  static void startsTheParts() throws IOException {
    parts = Parts.start(Distribution.bundles());
  }

  @AfterAll
  static void stopsTheParts() {
    parts.close();
  }

  private static Setup setup(String variant, int reach) throws IOException {
    Composition composition = Composition.of(VariantFiles.load(variant), 4, 1, parts);
    Adversaries installed = Adversaries.installed(parts);
    return new Setup(
        composition.protocol(),
        composition.quorums(),
        1,
        installed.lies(),
        new Travel(WINDOWS, reach, Leaving.AS_IT_IS),
        installed.cheats(),
        List.of(Fault.values()),
        Cryptography.symbolic());
  }

  private static RunResult run(Setup setup, long seed) {
    return setup.run(setup.plan(seed), Until.THE_END);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bft-bc-base", "bft-bc", "bft-bc-strong"})
  void r7_whileItTakesNoMoreThanFReplicasInAllEverythingHolds(String variant) throws IOException {
    Setup setup = setup(variant, 1);
    for (long seed = 1; seed <= SEEDS; seed++) {
      assertThat(run(setup, seed).problems()).as("seed %d", seed).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"bft-bc-base", "bft-bc", "bft-bc-strong"})
  void r7_withoutRecoveryOneThatTakesMoreBreaksPromises(String variant) throws IOException {
    Setup setup = setup(variant, 4);
    assertThat(LongStream.rangeClosed(1, SEEDS).anyMatch(seed -> !run(setup, seed).isSafe()))
        .isTrue();
  }
}
