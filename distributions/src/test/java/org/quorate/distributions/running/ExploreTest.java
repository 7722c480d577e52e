package org.quorate.distributions.running;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.quorate.distributions.running.Processes.Ended;

/** {@code quorate explore} with the bundles that are shipped. */
@Tag("thorough")
final class ExploreTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Ended explore(String... arguments) {
    List<Object> all = new ArrayList<>(List.of("explore"));
    all.addAll(List.of(arguments));
    return InThisJvm.run(all.toArray());
  }

  private static JsonNode report(Ended ended) throws IOException {
    return JSON.readTree(ended.text());
  }

  @ParameterizedTest
  @CsvSource({"abd, 3, 0, two_writers, 39681", "bft-bc, 4, 1, writer_and_reader, 129474"})
  void aSmallScopeIsExploredToItsEnd(
      String variant, String replicas, String liars, String cast, long states) throws IOException {
    Ended ended =
        explore(
            "--variant",
            variant,
            "--replicas",
            replicas,
            "--liars",
            liars,
            "--lie",
            "silent",
            "--cast",
            cast,
            "--json");
    assertThat(ended.exitCode()).as(ended.text() + ended.err()).isZero();
    assertThat(report(ended).get("complete").asBoolean()).isTrue();
    assertThat(report(ended).get("problem").asText()).isEmpty();
    // Whatever the order in which they are met.
    assertThat(report(ended).get("states").asLong()).isEqualTo(states);
  }

  @ParameterizedTest
  @CsvSource({"bft-bc-base", "bft-bc", "bft-bc-strong"})
  void whatIsTooLargeIsExploredAsFarAsAsked(String variant) throws IOException {
    Ended ended =
        explore("--variant", variant, "--cast", "cheat_and_reader", "--states", "20000", "--json");
    assertThat(ended.exitCode()).as(ended.text() + ended.err()).isZero();
    assertThat(report(ended).get("complete").asBoolean()).isFalse();
    assertThat(report(ended).get("states").asLong()).isGreaterThanOrEqualTo(20_000);
  }

  /** Three requests and answers of the first phase, and one PREPARE each of two values. */
  @Test
  void oneLiarTooManyIsFoundByAShortestWay() throws IOException {
    Ended ended =
        explore("--variant", "bft-bc-base", "--cast", "cheat_and_reader", "--liars", "2", "--json");
    assertThat(ended.exitCode()).isEqualTo(1);
    assertThat(report(ended).get("problem").asText()).contains("I1_ONE_VALUE_PER_TIMESTAMP");
    assertThat(report(ended).get("events")).hasSize(9);
  }

  @Test
  void whatCannotBeExploredIsRefused() {
    refuses("--lie: there is no 'honest' but echo,", "--lie", "honest");
    refuses("--cheat: there is no 'honest' but ", "--cheat", "honest");
    refuses("between 0 and the number of replicas, 4", "--liars", "5");
    refuses("--states is at least 1", "--states", "0");
  }

  private void refuses(String message, String... arguments) {
    Ended ended = explore(arguments);
    assertThat(ended.err()).contains(message).doesNotContain("\tat ");
    assertThat(ended.exitCode()).isEqualTo(2);
  }
}
