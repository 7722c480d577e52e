package org.quorate.api.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.quorate.api.model.Bytes;

class ParsedKeysTest {
  private final ParsedKeys<String> keys = new ParsedKeys<>(2);
  private final List<String> parsed = new ArrayList<>();

  @Test
  void parsesAKeyOnce() {
    assertThat(recall("a")).contains("a");
    assertThat(recall("a")).contains("a");
    assertThat(parsed).containsExactly("a");
  }

  @Test
  void forgetsWhatWasNotUsedForTheLongest() {
    recall("a");
    recall("b");
    recall("a");
    recall("c");
    parsed.clear();

    recall("a");
    recall("c");
    assertThat(parsed).isEmpty();
    recall("b");
    assertThat(parsed).containsExactly("b");
  }

  @Test
  void doesNotRememberWhatIsNoKey() {
    recall("a");
    recall("b");
    assertThat(recall("")).isEmpty();
    assertThat(recall("")).isEmpty();
    recall("a");
    recall("b");
    assertThat(parsed).containsExactly("a", "b", "", "");
  }

  @Test
  void mustRememberSomething() {
    assertThatThrownBy(() -> new ParsedKeys<String>(0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private Optional<String> recall(String text) {
    return keys.recall(
        Bytes.utf8(text),
        key -> {
          parsed.add(key.toUtf8());
          return key.isEmpty() ? Optional.empty() : Optional.of(key.toUtf8());
        });
  }
}
