package org.quorate.host.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class LimitsTest {
  @Test
  void oneIsChangedAndTheOthersStay() {
    Limits changed = Limits.DEFAULT.with(Map.of("connectionsMax", 7));

    assertThat(changed.connectionsMax()).isEqualTo(7);
    assertThat(changed.with(Map.of("connectionsMax", Limits.DEFAULT.connectionsMax())))
        .isEqualTo(Limits.DEFAULT);
  }

  @Test
  void aLongerFrameAllowsALongerValueInWhateverOrderTheyAreGiven() {
    int value = 8 << 20;
    int frame = 16 << 20;

    Limits changed = Limits.DEFAULT.with(Map.of("valueBytesMax", value, "frameBytesMax", frame));

    assertThat(changed.valueBytesMax()).isEqualTo(value);
    assertThatThrownBy(() -> Limits.DEFAULT.with(Map.of("valueBytesMax", value)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("frameBytesMax must be at least valueBytesMax + 1048576");
  }

  @Test
  void aFrameMustFitAmongWhatWaitsOnALink() {
    assertThatThrownBy(() -> Limits.DEFAULT.with(Map.of("frameBytesMax", (16 << 20) + 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("frameBytesMax is at most 16777216: 16777217");
  }

  @Test
  void whatIsNoLimitIsNamedWithThoseThatAre() {
    assertThatThrownBy(() -> Limits.DEFAULT.with(Map.of("connectionMax", 7)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no limit is named connectionMax; there are frameBytesMax, ");
  }

  @Test
  void aLimitIsOneAtLeast() {
    for (String name :
        new String[] {"connectionsMax", "operationMillisMax", "rememberedBytesMax"}) {
      assertThatThrownBy(() -> Limits.DEFAULT.with(Map.of(name, 0)))
          .as(name)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("a limit is at least 1");
    }
  }
}
