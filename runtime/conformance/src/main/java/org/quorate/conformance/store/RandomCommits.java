package org.quorate.conformance.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.Key;
import org.quorate.api.storage.RegisterStore;
import org.quorate.api.storage.RegisterStore.Change;

/** Commits the same random changes to two stores and compares what they then show. */
final class RandomCommits {
  private static final int COMMITS = 40;
  private static final int CHANGES_MAX = 6;
  private static final int CONTENT_BYTES_MAX = 40;

  /** Few and alike, so that changes meet. */
  private static final List<String> NAMES = List.of("a", "a/b", "a\0", "b", "\0", "\u00fc");

  private RandomCommits() {}

  static void compare(Random random, RegisterStore model, RegisterStore store, String seed)
      throws IOException {
    for (int i = 0; i < COMMITS; i++) {
      List<Change> changes = changes(random);
      model.commit(changes);
      store.commit(changes);
      Key key = new Key(name(random));
      assertThat(store.read(key))
          .as("%s, after commit %d, items of %s", seed, i, key)
          .isEqualTo(model.read(key));
      Key after = random.nextBoolean() ? null : key;
      int limit = random.nextInt(NAMES.size() + 1);
      assertThat(store.keys(after, limit))
          .as("%s, after commit %d, %d keys after %s", seed, i, limit, after)
          .isEqualTo(model.keys(after, limit));
    }
  }

  private static List<Change> changes(Random random) {
    List<Change> changes = new ArrayList<>();
    for (int left = random.nextInt(CHANGES_MAX + 1); left > 0; left--) {
      changes.add(new Change(new Key(name(random)), name(random), content(random)));
    }
    return changes;
  }

  private static @Nullable Bytes content(Random random) {
    if (random.nextBoolean()) {
      return null;
    }
    byte[] content = new byte[random.nextInt(CONTENT_BYTES_MAX + 1)];
    random.nextBytes(content);
    return Bytes.wrap(content);
  }

  private static String name(Random random) {
    return NAMES.get(random.nextInt(NAMES.size()));
  }
}
