package org.quorate.distributions.running;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quorate.distributions.running.Processes.Ended;

/** {@code quorate report-card} with the bundles that are shipped. */
@Tag("thorough")
final class ReportCardTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;
  private Path out;

  @BeforeEach
  void begin() {
    out = folder.resolve("card");
  }

  private Ended card(Object variants, Object seeds, Object sample) {
    return InThisJvm.run(
        "report-card",
        "--variants",
        variants,
        "--seeds",
        seeds,
        "--sample",
        sample,
        "--sample-seconds",
        1,
        "--out",
        out);
  }

  @Test
  void everyAttackIsJudgedAndASampleIsCarriedOutOnProcesses() throws IOException {
    Ended ended = card("bft-bc-strong,abd", 8, "stale,lurking");

    assertThat(ended.exitCode()).as(ended.text() + ended.err()).isZero();
    JsonNode card = JSON.readTree(out.resolve("card.json").toFile());
    for (JsonNode row : card.get("rows")) {
      assertThat(row.get("cells")).hasSize(2);
      String claimed = row.get("cells").get(0).get("verdict").asText();
      boolean beyond = row.get("mustBreak").asBoolean();
      assertThat(claimed)
          .as(row.get("attack").asText())
          .isIn(beyond ? "BREAKS" : "HOLDS", "UNREACHED");
    }
    assertThat(cell(card, "forged", 1).get("verdict").asText()).isEqualTo("BREAKS");
    assertThat(cell(card, "forged", 0).get("fired").asLong()).isPositive();
    assertThat(card.get("samples")).hasSize(2);
    card.get("samples")
        .forEach(sample -> assertThat(sample.get("operations").asLong()).isPositive());
    assertThat(Files.readString(out.resolve("card.txt"))).isEqualTo(firstPart(ended.text()));
    assertThat(Files.readString(out.resolve("card.html"))).contains("\"BREAKS\"", "</html>");

    replays(cell(card, "forged", 1).get("replay").asText(), 1);
    replays(cell(card, "stale", 0).get("replay").asText(), 0);
  }

  private static JsonNode cell(JsonNode card, String attack, int variant) {
    for (JsonNode row : card.get("rows")) {
      if (row.get("attack").asText().equals(attack)) {
        return row.get("cells").get(variant);
      }
    }
    throw new AssertionError("no row " + attack);
  }

  private static String firstPart(String console) {
    return console.substring(0, console.indexOf("the same as a page: "));
  }

  private void replays(String line, int exitCode) {
    assertThat(line).startsWith("quorate simulate ");
    Object[] arguments = line.substring("quorate ".length()).split(" ");
    assertThat(InThisJvm.run(arguments).exitCode()).as(line).isEqualTo(exitCode);
  }

  @Test
  void whatCannotBeMadeIsRefused() throws IOException {
    Ended unknown = card("abd", 1, "honest");
    assertThat(unknown.exitCode()).isEqualTo(2);
    assertThat(unknown.err())
        .contains("--sample: there is no adversary 'honest'; replicas lie by echo,")
        .doesNotContain("\tat ");
    assertThat(out).doesNotExist();

    Files.createDirectories(out);
    Files.writeString(out.resolve("mine"), "kept");
    Ended taken = card("abd", 1, "none");
    assertThat(taken.exitCode()).isEqualTo(1);
    assertThat(taken.err()).contains("is not empty; nothing was changed").doesNotContain("\tat ");
    assertThat(out.resolve("mine")).hasContent("kept");
  }
}
