package org.quorate.distributions.running;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.quorate.api.adversary.ClientAdversary;
import org.quorate.api.machine.Reply;
import org.quorate.api.machine.Request;
import org.quorate.api.register.Guarantee;
import org.quorate.api.register.RegisterProtocol;
import org.quorate.conformance.lab.Cryptography;
import org.quorate.conformance.protocol.ForwardingProtocol;
import org.quorate.conformance.protocol.ProtocolRun.Until;
import org.quorate.conformance.protocol.RunResult;
import org.quorate.conformance.protocol.Scenario.Travel;
import org.quorate.distributions.Distribution;
import org.quorate.host.composition.Composition;
import org.quorate.host.composition.VariantFiles;
import org.quorate.host.parts.Parts;
import org.quorate.simulator.Setup;

/** L1, L2, L3: what removed clients leave behind reaches the bound, and never more. */
@Tag("thorough")
final class LurkingWritesTest {
  private static final int SEEDS = 200;
  private static Parts parts;

  @BeforeAll
  static void startsTheParts() throws IOException {
    parts = Parts.start(Distribution.bundles());
  }

  @AfterAll
  static void stopsTheParts() {
    parts.close();
  }

  /** Promises that removed clients leave nothing behind, which none of these protocols can keep. */
  private static final class Boasting<S, Q extends Request, A extends Reply, J>
      extends ForwardingProtocol<S, Q, A, J> {
    Boasting(RegisterProtocol<S, Q, A, J> protocol) {
      super(protocol);
    }

    @Override
    public Guarantee guarantee() {
      Guarantee honest = super.guarantee();
      return new Guarantee(
          honest.faults(), honest.semantics(), 0, 0, honest.roundTrips(), honest.source());
    }
  }

  private static <S, Q extends Request, A extends Reply, J> Boasting<S, Q, A, J> boasting(
      RegisterProtocol<S, Q, A, J> protocol) {
    return new Boasting<>(protocol);
  }

  private static Setup setup(RegisterProtocol<?, ?, ?, ?> protocol, Composition composition) {
    ClientAdversary lurking =
        parts.lease(ClientAdversary.class, "lurking").call(adversary -> adversary);
    return new Setup(
        protocol,
        composition.quorums(),
        0,
        List.of(),
        Travel.NONE,
        List.of(lurking),
        List.of(),
        Cryptography.symbolic());
  }

  private static RunResult run(Setup setup, long seed) {
    return setup.run(setup.plan(seed), Until.THE_END);
  }

  @ParameterizedTest
  @CsvSource({"bft-bc-base, 1", "bft-bc, 2", "bft-bc-strong, 1"})
  void theBoundIsReachedAndKept(String variant, int bound) throws IOException {
    Composition composition = Composition.of(VariantFiles.load(variant), 4, 1, parts);
    Setup setup = setup(composition.protocol(), composition);
    int most = 0;
    for (long seed = 1; seed <= SEEDS; seed++) {
      RunResult result = run(setup, seed);
      assertThat(result.problems()).as("seed %d", seed).isEmpty();
      most =
          Math.max(
              most,
              result.history().lurking().values().stream()
                  .mapToInt(Integer::intValue)
                  .max()
                  .orElse(0));
    }
    assertThat(most).isEqualTo(bound);
  }

  @ParameterizedTest
  @CsvSource({"bft-bc-base", "bft-bc", "bft-bc-strong"})
  void whoPromisesLessThanThatIsFoundOut(String variant) throws IOException {
    Composition composition = Composition.of(VariantFiles.load(variant), 4, 1, parts);
    Setup setup = setup(boasting(composition.protocol()), composition);
    assertThat(LongStream.rangeClosed(1, SEEDS).mapToObj(seed -> run(setup, seed)))
        .anySatisfy(
            result -> {
              assertThat(result.unsafe()).containsExactly("history");
              assertThat(result.history().text()).contains("left more lurking writes than 0");
            });
  }
}
