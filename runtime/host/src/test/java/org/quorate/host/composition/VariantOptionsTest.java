package org.quorate.host.composition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quorate.api.quorum.ImpossibleConfigurationException;

class VariantOptionsTest {
  @Test
  void optionsStandBesideTheNameAndOtherSlotsFollow() {
    Variant variant =
        VariantFiles.parse(
                "house.yaml",
                """
                protocol: bft-bc
                quorums:
                  name: weighted
                  votes: 2,2,1,1,1
                  write: 6
                certificates: {name: signature-set}
                signatures: ecdsa-p256
                """)
            .variant();
    assertThat(variant.quorums())
        .isEqualTo(new Part("weighted", Map.of("votes", "2,2,1,1,1", "write", "6")));
    assertThat(variant.certificates()).isEqualTo(Part.named("signature-set"));
    assertThat(variant.signatures()).isEqualTo(Part.named("ecdsa-p256"));
  }

  @Test
  void whatIsNoPartIsRefusedWithItsPlace() {
    assertThatThrownBy(() -> VariantFiles.parse("house.yaml", "protocol: [abd]\nstore: memory\n"))
        .isInstanceOf(ImpossibleConfigurationException.class)
        .hasMessageStartingWith("house.yaml:1:")
        .hasMessageEndingWith("a part is its name, or a mapping with its name and options");
    assertThatThrownBy(
            () -> VariantFiles.parse("house.yaml", "protocol:\n  name: abd\n  votes: [1, 2]\n"))
        .isInstanceOf(ImpossibleConfigurationException.class)
        .hasMessageStartingWith("house.yaml:")
        .hasMessageEndingWith("the option 'votes' must be a single value");
  }

  /** Found by fuzzing: the complaint was "Input length = 1", about no file. */
  @Test
  void d5_whatIsNoTextIsRefused(@TempDir Path folder) throws IOException {
    Path file = Files.write(folder.resolve("house.yaml"), new byte[] {(byte) 0xFF});
    assertThatThrownBy(() -> VariantFiles.load(file.toString()))
        .isInstanceOf(ImpossibleConfigurationException.class)
        .hasMessage(file + ": not a text in UTF-8");
  }

  /** Found by fuzzing. */
  @Test
  void d5_aComplaintShowsNothingThatChangesATerminal() {
    for (String yaml :
        List.of(
            "\"a\\eb\": 1", "protocol: abd\ntolerates: \"a\\eb\"", "protocol: {\"a\\eb\": []}")) {
      assertThatThrownBy(() -> VariantFiles.parse("house.yaml", yaml))
          .isInstanceOf(ImpossibleConfigurationException.class)
          .message()
          .matches("\\P{C}+");
    }
  }
}
