package org.quorate.conformance.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Readers that are wrong on purpose are seen to be. */
class HostileReadingTest {
  private static final byte[] INPUT = {1, 2, 3};

  private static Optional<Object> failingWith(Exception failure) {
    return HostileReading.valueOrError(
        INPUT,
        IOException.class,
        bytes -> {
          throw failure;
        });
  }

  @Test
  void takesAValueAndTheDocumentedError() {
    int length = HostileReading.value(INPUT, bytes -> bytes.length());
    assertThat(length).isEqualTo(3);
    assertThat(HostileReading.valueOrError(INPUT, IOException.class, bytes -> bytes.length()))
        .contains(3);
    assertThat(failingWith(new IOException("not a frame"))).isEmpty();
  }

  @Test
  void refusesAnyOtherError() {
    assertThatThrownBy(() -> failingWith(new IllegalStateException("oh")))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("not documented: java.lang.IllegalStateException: oh");
    assertThatThrownBy(() -> HostileReading.value(INPUT, bytes -> bytes.at(3)))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("not documented");
  }

  @Test
  void refusesAMessageThatSpoilsALog() {
    assertThatThrownBy(() -> failingWith(new IOException("x".repeat(1501))))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("1,501 characters");
    assertThatThrownBy(() -> failingWith(new IOException("one\ntwo")))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("control characters");
  }

  @Test
  void refusesMemoryOutOfProportion() {
    byte[] modest = HostileReading.value(INPUT, bytes -> new byte[1 << 20]);
    assertThat(modest).hasSize(1 << 20);
    assertThatThrownBy(() -> HostileReading.value(INPUT, bytes -> new byte[5 << 20]))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("allocated");
    byte[] forMore = HostileReading.value(new byte[1 << 20], bytes -> new byte[5 << 20]);
    assertThat(forMore).hasSize(5 << 20);
  }
}
