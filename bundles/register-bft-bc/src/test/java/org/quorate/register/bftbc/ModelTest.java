package org.quorate.register.bftbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.quorate.register.bftbc.Tlc.Verdict;

/**
 * All states of {@code src/test/tla/BftBc.tla} within the bounds of the .cfg files beside it.
 * Larger bounds as well, which takes some minutes: {@code -Dquorate.model.large=true}.
 */
@Tag("thorough")
final class ModelTest {
  private static final boolean LARGE = Boolean.getBoolean("quorate.model.large");

  @TempDir Path directory;

  /** Each with the number of its states, so that a model that allows less does not pass. */
  static Stream<Arguments> models() {
    Stream<Arguments> models =
        Stream.of(
            Arguments.of("Base", 24_324),
            Arguments.of("Strong", 24_023),
            Arguments.of("Optimised", 120_078),
            Arguments.of("Equivocation", 3_159),
            Arguments.of("TwoLists", 27_887),
            Arguments.of("Removal", 7_335));
    return LARGE ? Stream.concat(models, large()) : models;
  }

  private static Stream<Arguments> large() {
    return Stream.of(
        Arguments.of("Colluders", 40_821),
        Arguments.of("FiveReplicas", 76_642),
        Arguments.of("TwoWriters", 146_431),
        Arguments.of("Mixed", 189_167),
        Arguments.of("QuorumOfFive", 21_474));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("models")
  void everythingHolds(String name, long statesMin) throws Exception {
    Verdict verdict = run(name, Tlc.of(name));
    assertThat(verdict.violated()).isNull();
    assertThat(verdict.states()).isGreaterThanOrEqualTo(statesMin);
  }

  @ParameterizedTest(name = "{0} without {1}: {2}")
  @CsvSource({
    "Base, P1, I2",
    "Base, P3, I1",
    "Base, closed entries are kept, I1",
    "Base, open entries block, I3",
    "Base, open entries block, HoardBound",
    "Base, P4, NeverBlocked",
    "Base, WRITE, I4",
    "Base, J1, I6",
    "Optimised, C1, I6",
    "Optimised, a list for each path, NeverBlocked",
    "Equivocation, closed entries are kept, I1",
    "Strong, open entries block, HoardBound",
  })
  void aRuleLeftOutIsNoticed(String name, String rule, String broken) throws Exception {
    Tlc tlc = Tlc.of(name).leavingOut(rule).checking(broken.equals("I4") ? "TypeOK" : broken);
    assertThat(run(name + " without " + rule, tlc).violated()).isEqualTo(broken);
  }

  @ParameterizedTest
  @CsvSource({"Base", "Strong", "Equivocation"})
  void moreLiarsThanToleratedAreSeenToBreakIt(String name) throws Exception {
    Tlc tlc = Tlc.of(name).with("Correct", "{r1, r2}").with("Liars", "2").checking("I1");
    assertThat(run(name + " with two liars", tlc).violated()).isEqualTo("I1");
  }

  @ParameterizedTest
  @CsvSource({"Base", "Strong", "TwoLists"})
  void theBoundOfWhatAClientCanKeepIsReached(String name) throws Exception {
    Verdict verdict = run(name + ", one less", Tlc.of(name).checking("HoardBelowBound"));
    assertThat(verdict.violated()).isEqualTo("HoardBelowBound");
  }

  /**
   * L5: two prepares were under way, each at some replicas. Once the first is certified and
   * complete, the replica that does not know of the removal attests the second too.
   */
  @Test
  void l5_aRemovalThatOnlyAQuorumKnowsLeavesMore() throws Exception {
    Tlc quorum = Tlc.of("Removal").with("Knowing", "2");
    assertThat(run("Removal at a quorum", quorum.checking("LurkingBound")).violated())
        .isEqualTo("LurkingBound");
  }

  @Test
  void l5_aRemovalThatOnlyAQuorumKnowsIsBoundedAllTheSame() throws Exception {
    Tlc quorum = Tlc.of("Removal").with("Knowing", "2");
    Verdict verdict = run("Removal at a quorum", quorum.checking("LaggingLurkingBound"));
    assertThat(verdict.violated()).isNull();
    assertThat(verdict.states()).isGreaterThanOrEqualTo(8_697);
  }

  private Verdict run(String title, Tlc tlc)
      throws IOException, InterruptedException, URISyntaxException {
    Verdict verdict = tlc.run(directory);
    System.out.println(title + ": " + verdict.text());
    return verdict;
  }
}
