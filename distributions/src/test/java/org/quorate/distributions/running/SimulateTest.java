package org.quorate.distributions.running;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.quorate.distributions.running.Processes.Ended;

/**
 * {@code quorate simulate} with the bundles that are shipped. More seeds: {@code
 * -Dquorate.simulated.seeds=20000}.
 */
@Tag("thorough")
final class SimulateTest {
  private static final int SEEDS = Integer.getInteger("quorate.simulated.seeds", 100);
  private static final int DELIVERIES_MAX = 40;
  private static final Pattern SMALLEST =
      Pattern.compile("fails like seed \\d+: (\\d+) deliveries");
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "bft-bc-base, message ReadTsPrep+message ReadTsPrepReply+message ReadWritten",
    "bft-bc, message ReadTs",
    "bft-bc-strong, message ReadTs+message ReadTsPrep+message ReadTsPrepReply+message ReadTsReply",
    "pbft-bc, message ReadTs",
    "abd, ''"
  })
  void withinWhatIsToleratedNothingBreaksAndAllIsReached(String variant, String unused)
      throws IOException, InterruptedException {
    Ended ended =
        InThisJvm.run("simulate", "--variant", variant, "--seeds", "1.." + SEEDS, "--json");

    assertThat(ended.exitCode()).as(ended.text() + ended.err()).isZero();
    JsonNode report = JSON.readTree(ended.text());
    assertThat(report.get("failures")).isEmpty();
    assertThat(report.get("operations").asLong()).isGreaterThan(50L * SEEDS);
    // What only the other modes use.
    for (JsonNode missing : report.get("neverReached")) {
      assertThat(unused.split("\\+")).contains(missing.asText());
    }
  }

  @ParameterizedTest
  @CsvSource({"bft-bc-base", "bft-bc", "bft-bc-strong"})
  void oneLiarTooManyIsFoundAndShrunk(String variant) throws IOException, InterruptedException {
    Path page = folder.resolve("smallest.html");
    Ended ended =
        InThisJvm.run(
            "simulate", "--variant", variant, "--liars", "2", "--seeds", "1..10", "--html", page);

    assertThat(ended.exitCode()).isEqualTo(1);
    Matcher smallest = SMALLEST.matcher(ended.text());
    assertThat(smallest.find()).as(ended.text()).isTrue();
    assertThat(Integer.parseInt(smallest.group(1))).isBetween(1, DELIVERIES_MAX);
    assertThat(ended.text()).containsPattern("I\\d_|VIOLATED");
    assertThat(Files.readString(page)).contains("<svg", "</html>");
  }

  @ParameterizedTest
  @CsvSource({"SYMBOLIC", "REAL"})
  void oneSeedIsOneTraceInEveryProcess(String crypto) throws IOException, InterruptedException {
    Processes processes = new Processes(folder);
    Path first = folder.resolve("first");
    Path second = folder.resolve("second");
    for (Path trace : new Path[] {first, second}) {
      Ended ended =
          processes.run(
              "simulate", "--variant", "bft-bc", "--crypto", crypto, "--seed", 7, "--trace", trace);
      assertThat(ended.exitCode()).as(ended.text()).isZero();
    }
    assertThat(Files.size(first)).isPositive();
    assertThat(second).hasSameBinaryContentAs(first);
  }

  @ParameterizedTest
  @CsvSource({"bft-bc, 10", "pbft-bc, 4", "abd, 10"})
  void realKeysAndEncodedMessagesHoldAsWell(String variant, int seeds)
      throws IOException, InterruptedException {
    Ended ended =
        InThisJvm.run(
            "simulate", "--variant", variant, "--crypto", "real", "--seeds", "1.." + seeds);
    assertThat(ended.exitCode()).as(ended.text() + ended.err()).isZero();
    assertThat(ended.text()).contains("no violation");
  }

  @Test
  void realKeysDoNotSaveWhatHasOneLiarTooMany() throws IOException, InterruptedException {
    Ended ended =
        InThisJvm.run(
            "simulate",
            "--crypto",
            "real",
            "--variant",
            "bft-bc",
            "--liars",
            "2",
            "--seeds",
            "1..2");
    assertThat(ended.exitCode()).isEqualTo(1);
    assertThat(ended.text()).contains("--crypto REAL --seed ");
  }

  @Test
  void whatCannotBeSimulatedIsRefused() throws IOException, InterruptedException {
    refuses("'4..1' is empty", "--seeds", "4..1");
    refuses("is a range such as 1..1000, not 'many'", "--seeds", "many");
    refuses("there is no adversary 'honest'; replicas lie by echo,", "--adversary", "honest");
    refuses("needs ways to lie", "--liars", "1", "--adversary", "none");
    refuses("between 0 and the number of replicas, 4", "--liars", "5");
  }

  private void refuses(String message, Object... arguments)
      throws IOException, InterruptedException {
    Object[] all = new Object[arguments.length + 1];
    all[0] = "simulate";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    Ended ended = InThisJvm.run(all);
    assertThat(ended.err()).contains(message).doesNotContain("\tat ");
    assertThat(ended.exitCode()).isEqualTo(2);
  }
}
