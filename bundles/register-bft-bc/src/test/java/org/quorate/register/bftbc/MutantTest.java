package org.quorate.register.bftbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.quorate.api.quorum.QuorumKind;
import org.quorate.api.quorum.QuorumSystem;
import org.quorate.api.register.Requirements.Certificates;
import org.quorate.conformance.lab.ThresholdQuorums;

/**
 * The tests see what they must see: each bug is found, as {@code docs/mutants.md} says. When the
 * random schedules change, so do the seeds there: a test that fails shows the row as it has to be.
 */
final class MutantTest {
  private static final int SEEDS_MAX = 300;
  private static final QuorumSystem QUORUMS = new ThresholdQuorums(4, 1, QuorumKind.DISSEMINATION);

  /** From the folder of the module, in which its tests run. */
  private static final Path DOCUMENT = Path.of("../../docs/mutants.md");

  @ParameterizedTest
  @EnumSource(Mutant.class)
  void isFoundAsDocumented(Mutant mutant) throws IOException {
    List<String> cells =
        new ArrayList<>(List.of(mutant.toString(), mutant.rule, mutant.description));
    cells.add(mutant.sign.isRandom() ? mutant.sign.name() : "`" + mutant.sign.name() + "`");
    for (Mode mode : Mode.values()) {
      boolean isRun = mutant.sign.isRandom() && mutant.modes.contains(mode);
      cells.add(isRun ? Integer.toString(firstSeed(mutant, mode)) : "-");
    }
    assertThat(rows()).contains("| " + String.join(" | ", cells) + " |");
  }

  /** The first one at which the mutant is seen; the protocol as it is shows nothing there. */
  private static int firstSeed(Mutant mutant, Mode mode) {
    BftBcProtocol protocol = protocol(mode);
    for (int seed = 0; seed < SEEDS_MAX; seed++) {
      if (new Campaign(protocol, mutant.plant(), QUORUMS, 1, seed)
          .run()
          .shows(mutant.sign.name())) {
        assertThat(new Campaign(protocol, QUORUMS, seed).run().violations).isEmpty();
        return seed;
      }
    }
    throw new AssertionError(mutant + " is not found in " + mode);
  }

  private static BftBcProtocol protocol(Mode mode) {
    return new BftBcProtocol("any", mode, Certificates.ANY);
  }

  private static List<String> rows() throws IOException {
    return Files.readAllLines(DOCUMENT).stream().filter(line -> line.startsWith("| ")).toList();
  }

  @Test
  void noOtherMutantIsDocumented() throws IOException {
    int head = 2;
    assertThat(rows()).hasSize(head + Mutant.values().length);
  }

  @Test
  void eachDirectedCaseIsATest() {
    List<String> tests =
        Arrays.stream(DirectedMutantTest.class.getDeclaredMethods())
            .filter(method -> method.isAnnotationPresent(AtOneAndTwoFaults.class))
            .map(Method::getName)
            .toList();
    assertThat(
            Arrays.stream(Mutant.values())
                .map(mutant -> mutant.sign)
                .filter(sign -> !sign.isRandom())
                .map(Mutant.Sign::name))
        .isSubsetOf(tests);
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  void moreLiarsThanToleratedAreSeenToBreakIt(Mode mode) {
    Set<String> unseen = new HashSet<>(List.of("I1", "not atomic", "history"));
    for (int seed = 0; seed < SEEDS_MAX && !unseen.isEmpty(); seed++) {
      unseen.removeIf(new Campaign(protocol(mode), Alteration.NONE, QUORUMS, 2, seed).run()::shows);
    }
    assertThat(unseen).isEmpty();
  }
}
