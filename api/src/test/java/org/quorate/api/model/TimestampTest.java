package org.quorate.api.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.quorate.api.model.Timestamp.Path;

final class TimestampTest {
  /** Figures, which no two processes would agree on if an enum's own hash were in them. */
  @Test
  void hasTheSameHashInEveryProcess() {
    ClientId client = ClientId.of("alice", Bytes.utf8("key"));
    Timestamp base = new Timestamp(7, client, Path.BASE);

    assertThat(base.hashCode()).isEqualTo(2086350971);
    assertThat(new Timestamp(7, client, Path.OPTIMISTIC).hashCode()).isEqualTo(2086350970);
    assertThat(base).isEqualTo(new Timestamp(7, client, Path.BASE));
  }
}
