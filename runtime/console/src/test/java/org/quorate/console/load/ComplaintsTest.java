package org.quorate.console.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ComplaintsTest {
  private final Complaints complaints = new Complaints();

  @Test
  void theCommonestLiesOfEachReplicaAreShown() {
    for (int kind = 1; kind <= 7; kind++) {
      for (int times = 0; times < kind; times++) {
        complaints.add("r3", "lie " + kind);
      }
    }
    complaints.add("r4", "silence");

    assertThat(Complaints.text(complaints.sums()).lines())
        .containsExactly(
            "noticed 28 lies of r3",
            "  7 times: lie 7",
            "  6 times: lie 6",
            "  5 times: lie 5",
            "  4 times: lie 4",
            "  3 times: lie 3",
            "  and 2 other kinds",
            "noticed 1 lies of r4",
            "  1 times: silence");
  }

  @Test
  void aLiarCannotMakeTheReportGrow() {
    for (int i = 0; i < 5000; i++) {
      complaints.add("r3", "made up " + i);
    }

    assertThat(complaints.sums()).hasSize(1001).containsEntry("r3 something else", 4000L);
  }
}
