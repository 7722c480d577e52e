package org.quorate.certificate.thresholdbls;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecentTest {
  private final List<Integer> made = new ArrayList<>();
  private final Recent<Integer, String> recent =
      new Recent<>(
          2,
          number -> {
            made.add(number);
            return "value " + number;
          });

  @Test
  void makesEachOnce() {
    assertThat(List.of(recent.of(1), recent.of(2), recent.of(1)))
        .containsExactly("value 1", "value 2", "value 1");
    assertThat(made).containsExactly(1, 2);
  }

  @Test
  void forgetsWhatWasAskedForLongestAgo() {
    List.of(1, 2, 1, 3).forEach(recent::of);
    made.clear();

    assertThat(List.of(recent.of(1), recent.of(2))).containsExactly("value 1", "value 2");
    assertThat(made).containsExactly(2);
  }
}
