package org.quorate.host.composition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
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
            """);
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
}
