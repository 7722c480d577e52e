package org.quorate.console.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.quorate.console.load.LoadSettings;
import org.quorate.host.composition.VariantFiles;
import org.quorate.host.composition.WrittenVariant;
import org.quorate.host.configuration.Limits;

/** What a comparison may be, and how its variants are called. */
class BenchSettingsTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  @Test
  void aVariantCanBeComparedWithItself() throws IOException {
    assertThat(settings(variants("abd", "bft-bc", "abd"), SECOND, 1).labels())
        .containsExactly("abd", "bft-bc", "abd-2");
  }

  @Test
  void aFloodIsMeasuredBesideTheVariantWithoutIt() throws IOException {
    assertThat(settings(variants("abd"), SECOND, 1, List.of(1, 10)).rowLabels())
        .containsExactly(
            "abd", "abd + 1 valid", "abd + 1 invalid", "abd + 10 valid", "abd + 10 invalid");
  }

  @Test
  void refusesAFloodThatHasNothingToBeComparedWith() throws IOException {
    var one = variants("abd");
    var two = variants("abd", "bft-bc");

    assertThatThrownBy(() -> settings(two, SECOND, 1, List.of(1)))
        .hasMessage("a flood is compared with one variant without it, not with 2");
    assertThatThrownBy(() -> settings(one, SECOND, 1, List.of(1, 0)))
        .hasMessage("a flood is of at least one client");
  }

  @Test
  void refusesWhatMeasuresNothing() throws IOException {
    var variants = variants("abd");

    assertThatThrownBy(() -> settings(List.of(), SECOND, 1))
        .hasMessage("a comparison has at least one variant");
    assertThatThrownBy(() -> settings(variants, SECOND, 0))
        .hasMessage("a comparison has at least one round, not 0");
    assertThatThrownBy(() -> settings(variants, Duration.ZERO, 1))
        .hasMessage("a round takes more than 0 seconds");
  }

  private static List<WrittenVariant> variants(String... names) throws IOException {
    var variants = new ArrayList<WrittenVariant>();
    for (String name : names) {
      variants.add(VariantFiles.load(name));
    }
    return variants;
  }

  private static BenchSettings settings(
      List<WrittenVariant> variants, Duration duration, int rounds) {
    return settings(variants, duration, rounds, List.of());
  }

  private static BenchSettings settings(
      List<WrittenVariant> variants, Duration duration, int rounds, List<Integer> flooders) {
    return new BenchSettings(
        variants,
        4,
        new LoadSettings("c", 1, duration, 0.5, 1, 100, SECOND, 1),
        SECOND,
        rounds,
        Limits.DEFAULT,
        flooders);
  }
}
