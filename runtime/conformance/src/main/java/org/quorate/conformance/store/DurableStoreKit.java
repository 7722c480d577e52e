package org.quorate.conformance.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.quorate.api.model.Key;
import org.quorate.api.storage.RegisterStore;
import org.quorate.conformance.result.ConformanceKit;

/** What a store must pass that keeps what was committed beyond the end of its process. */
@ConformanceKit(
    part = "provider",
    withstands =
        "as RegisterStoreKit; closing and opening, a second process, kills while it " + "commits",
    breaks =
        "nothing, since there is no f; a store that only claims to be durable is seen to "
            + "fail the kit")
public abstract class DurableStoreKit extends RegisterStoreKit {
  /** Enough for a few files of whatever the store writes. */
  private static final int COMMITS_BEFORE_THE_KILL = 300;

  @Test
  void keepsEverythingWhenClosedAndOpened() throws IOException {
    try (RegisterStore store = open()) {
      store.commit(List.of(put("key", "a", "1"), put("key", "b", "2"), put("other", "a", "3")));
      store.commit(List.of(remove("key", "b")));
    }
    for (int i = 0; i < 3; i++) {
      try (RegisterStore store = open()) {
        assertThat(store.read(new Key("key"))).isEqualTo(Map.of("a", utf8("1")));
        assertThat(store.read(new Key("other"))).isEqualTo(Map.of("a", utf8("3")));
        assertThat(store.keys(null, 10)).hasSize(2);
      }
    }
  }

  @Test
  void refusesADirectoryThatIsHeld() throws IOException {
    try (RegisterStore store = open()) {
      assertThatThrownBy(() -> open().close())
          .isInstanceOf(IOException.class)
          .hasMessageContaining(directory.toString());
      store.commit(List.of(put("key", "a", "1")));
      assertThat(store.read(new Key("key"))).isEqualTo(Map.of("a", utf8("1")));
    }
    open().close();
  }

  @Test
  void refusesADirectoryThatAnotherProcessHolds() throws Exception {
    try (CommittingProcess process = CommittingProcess.start(this, directory.resolve("store"))) {
      process.awaitAcknowledged(1);
      assertThatThrownBy(() -> open().close())
          .isInstanceOf(IOException.class)
          .hasMessageContaining(directory.toString());
    }
  }

  @Test
  void keepsWhatItAcknowledgedWhenKilled() throws Exception {
    Map<Integer, Long> acknowledged = new TreeMap<>();
    // More than once, because what was recovered after one kill must survive the next.
    for (int kill = 1; kill <= 2; kill++) {
      try (CommittingProcess process = CommittingProcess.start(this, directory.resolve("store"))) {
        process.awaitAcknowledged(COMMITS_BEFORE_THE_KILL);
        acknowledged.putAll(process.killAndReadAcknowledged());
      }
      try (RegisterStore store = open()) {
        CommitLoop.check(store, acknowledged);
      }
    }
  }
}
