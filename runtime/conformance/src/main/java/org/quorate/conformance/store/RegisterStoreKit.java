package org.quorate.conformance.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.Key;
import org.quorate.api.storage.RegisterStore;
import org.quorate.api.storage.RegisterStore.Change;
import org.quorate.api.storage.StoreProvider;
import org.quorate.conformance.result.ConformanceKit;

/**
 * What every store must pass. Subclass it and name the provider; a durable one subclasses {@link
 * DurableStoreKit}.
 */
@ConformanceKit(
    part = "provider",
    withstands =
        "random commits, compared with a model; commits and reads at the same time; keys, "
            + "items and contents of every kind and size",
    breaks =
        "nothing, since there is no f; a store that forgets removals is seen to fail the " + "kit")
public abstract class RegisterStoreKit {
  /** Above the largest value of the protocols, 1 MiB. */
  private static final int LARGE_BYTES = 5 << 20;

  private static final Key KEY = new Key("key");

  /** Fresh for each test. */
  @TempDir protected Path directory;

  protected abstract StoreProvider provider();

  @Test
  void saysRightlyWhetherItIsDurable() {
    assertThat(provider().isDurable())
        .as("a durable store must pass the DurableStoreKit, another one cannot")
        .isEqualTo(this instanceof DurableStoreKit);
  }

  @Test
  void isNamed() {
    assertThat(provider().name()).isNotBlank();
  }

  @Test
  void refusesAnUnknownOption() {
    assertThatThrownBy(() -> provider().open(directory, Map.of("no-such-option", "1")).close())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no-such-option");
  }

  @Test
  void holdsNothingAtFirst() throws IOException {
    try (RegisterStore store = open()) {
      assertThat(store.read(KEY)).isEmpty();
      assertThat(store.keys(null, 10)).isEmpty();
    }
  }

  @Test
  void readsWhatWasCommitted() throws IOException {
    try (RegisterStore store = open()) {
      store.commit(List.of(put("key", "a", "1"), put("key", "b", "2"), put("other", "a", "3")));
      assertThat(store.read(KEY)).isEqualTo(Map.of("a", utf8("1"), "b", utf8("2")));
      store.commit(List.of(put("key", "b", "4")));
      assertThat(store.read(KEY)).isEqualTo(Map.of("a", utf8("1"), "b", utf8("4")));
      assertThat(store.read(new Key("other"))).isEqualTo(Map.of("a", utf8("3")));
    }
  }

  @Test
  void makesTheChangesOfACommitInTheirOrder() throws IOException {
    try (RegisterStore store = open()) {
      store.commit(
          List.of(
              put("key", "a", "1"),
              remove("key", "a"),
              put("key", "a", "2"),
              put("key", "b", "1"),
              remove("key", "b")));
      assertThat(store.read(KEY)).isEqualTo(Map.of("a", utf8("2")));
    }
  }

  @Test
  void removes() throws IOException {
    try (RegisterStore store = open()) {
      store.commit(List.of(put("key", "a", "1"), put("key", "b", "2")));
      store.commit(List.of(remove("key", "a"), remove("key", "never there")));
      assertThat(store.read(KEY)).isEqualTo(Map.of("b", utf8("2")));
      store.commit(List.of(remove("key", "b")));
      assertThat(store.read(KEY)).isEmpty();
      assertThat(store.keys(null, 10)).isEmpty();
    }
  }

  @Test
  void anEmptyCommitChangesNothing() throws IOException {
    try (RegisterStore store = open()) {
      store.commit(List.of());
      assertThat(store.keys(null, 10)).isEmpty();
    }
  }

  @Test
  void makesNothingOfACommitThatIsNotWhole() throws IOException {
    try (RegisterStore store = open()) {
      List<Change> broken = Arrays.asList(put("key", "a", "1"), null);
      assertThatThrownBy(() -> store.commit(broken)).isInstanceOf(NullPointerException.class);
      assertThat(store.read(KEY)).isEmpty();
    }
  }

  @Test
  void showsCommitsWhole() throws Exception {
    int commits = 200;
    try (RegisterStore store = open()) {
      store.commit(List.of(put("key", "a", "0"), put("key", "b", "0")));
      InParallel.run(
          List.of(
              () -> {
                for (int i = 1; i <= commits; i++) {
                  store.commit(List.of(put("key", "a", "" + i), put("key", "b", "" + i)));
                }
              },
              () -> {
                for (int i = 1; i <= commits; i++) {
                  Map<String, Bytes> items = store.read(KEY);
                  assertThat(items.get("a")).as("half a commit").isEqualTo(items.get("b"));
                }
              }));
    }
  }

  @Test
  void keepsTheCommitsOfManyThreads() throws Exception {
    int threads = 8;
    int commits = 50;
    try (RegisterStore store = open()) {
      InParallel.run(
          IntStream.range(0, threads)
              .<InParallel.Task>mapToObj(
                  thread ->
                      () -> {
                        for (int i = 0; i < commits; i++) {
                          store.commit(List.of(put("key" + thread, "item" + i, "" + i)));
                        }
                      })
              .toList());
      assertThat(store.keys(null, 100)).hasSize(threads);
      for (Key key : store.keys(null, 100)) {
        assertThat(store.read(key)).as("items of %s", key).hasSize(commits);
      }
    }
  }

  @Test
  void listsKeysInTheirOrderAndInPages() throws IOException {
    // U+FF21 is below U+10000 in UTF-8 and above it in UTF-16.
    List<Key> keys =
        keys(
            "\0",
            "\0\0",
            "\0\1",
            "\1",
            "\2",
            "A",
            "a",
            "a\0",
            "a\0b",
            "a\1",
            "a/",
            "a/b",
            "aa",
            "b",
            "\u00e9",
            "\uff21",
            "\ud800\udc00",
            "\udbff\udfff");
    List<Change> changes = new ArrayList<>();
    for (Key key : keys) {
      changes.add(new Change(key, "a", Bytes.EMPTY));
      changes.add(new Change(key, "\udbff\udfff", Bytes.EMPTY));
    }
    Collections.shuffle(changes, new Random(1));
    try (RegisterStore store = open()) {
      store.commit(changes);
      assertThat(store.keys(null, 100)).isEqualTo(keys);
      assertThat(store.keys(null, 0)).isEmpty();
      for (int i = 0; i < keys.size(); i++) {
        assertThat(store.keys(keys.get(i), 3))
            .as("three keys after number %d", i)
            .isEqualTo(keys.subList(i + 1, Math.min(keys.size(), i + 4)));
      }
      assertThat(store.keys(new Key("aaa"), 1))
          .as("after a key that is not there")
          .isEqualTo(keys("b"));
    }
  }

  @Test
  void keepsNamesThatResembleEachOtherApart() throws IOException {
    List<String> names =
        List.of(
            "a", "a/", "a/b", "/", "a\0", "a\0b", "\0a", "a\1", "a\1\1", "A", "\u00e4", "a\u0308");
    List<Change> changes = new ArrayList<>();
    for (String key : names) {
      for (String item : names) {
        changes.add(put(key, item, key + "|" + item));
      }
    }
    try (RegisterStore store = open()) {
      store.commit(changes);
      for (String key : names) {
        Map<String, Bytes> items = store.read(new Key(key));
        assertThat(items).as("items of %s", key).hasSize(names.size());
        items.forEach((item, content) -> assertThat(content).isEqualTo(utf8(key + "|" + item)));
        store.commit(List.of(remove(key, "a")));
        assertThat(store.read(new Key(key))).hasSize(names.size() - 1).doesNotContainKey("a");
      }
    }
  }

  @Test
  void keepsTheLongestNames() throws IOException {
    Key key = new Key("\0".repeat(Key.NAME_BYTES_MAX));
    String item = "\0".repeat(Change.ITEM_BYTES_MAX);
    try (RegisterStore store = open()) {
      store.commit(List.of(new Change(key, item, utf8("1"))));
      assertThat(store.read(key)).isEqualTo(Map.of(item, utf8("1")));
      assertThat(store.keys(null, 10)).isEqualTo(List.of(key));
    }
  }

  @Test
  void keepsContentsOfAnyLength() throws IOException {
    Random random = new Random(1);
    try (RegisterStore store = open()) {
      for (int length : new int[] {0, 1, 4095, 4096, 65_536, 1 << 20, LARGE_BYTES}) {
        byte[] content = new byte[length];
        random.nextBytes(content);
        store.commit(List.of(new Change(KEY, "item", Bytes.copyOf(content))));
        assertThat(store.read(KEY)).isEqualTo(Map.of("item", Bytes.wrap(content)));
      }
    }
  }

  @Test
  void doesAsTheModelDoes() throws IOException {
    for (long seed = 0; seed < 10; seed++) {
      try (RegisterStore store = provider().open(directory.resolve("seed" + seed), Map.of());
          RegisterStore model = new ModelStore()) {
        RandomCommits.compare(new Random(seed), model, store, "seed " + seed);
      }
    }
  }

  @Test
  void failsOnceClosed() throws IOException {
    RegisterStore store = open();
    store.close();
    store.close();
    assertThatThrownBy(() -> store.read(KEY)).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> store.keys(null, 1)).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> store.commit(List.of(put("key", "a", "1"))))
        .isInstanceOf(IOException.class);
  }

  protected final RegisterStore open() throws IOException {
    return provider().open(directory.resolve("store"), Map.of());
  }

  static Change put(String key, String item, String content) {
    return new Change(new Key(key), item, utf8(content));
  }

  static Change remove(String key, String item) {
    return new Change(new Key(key), item, null);
  }

  static Bytes utf8(String text) {
    return Bytes.utf8(text);
  }

  private static List<Key> keys(String... names) {
    return Arrays.stream(names).map(Key::new).toList();
  }
}
