package org.quorate.conformance.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.quorate.api.storage.RegisterStore;
import org.quorate.api.storage.StoreProvider;
import org.quorate.conformance.result.KitRun;

/** The kits pass a store that is right, and find what is wrong with those that are not. */
class StoreKitsTest {
  /** A store in memory. */
  private record Toy(boolean isDurable, boolean removes) implements StoreProvider {
    @Override
    public String name() {
      return "toy";
    }

    @Override
    public RegisterStore open(Path directory, Map<String, String> options) {
      if (!options.isEmpty()) {
        throw new IllegalArgumentException("unknown: " + options.keySet());
      }
      return removes ? new ModelStore() : new Forgetting();
    }
  }

  private static final class Forgetting extends ModelStore {
    @Override
    public synchronized void commit(List<Change> changes) throws java.io.IOException {
      super.commit(changes.stream().filter(change -> change.content() != null).toList());
    }
  }

  static class Right extends RegisterStoreKit {
    @Override
    protected StoreProvider provider() {
      return new Toy(false, true);
    }
  }

  static class ForgetsRemovals extends RegisterStoreKit {
    @Override
    protected StoreProvider provider() {
      return new Toy(false, false);
    }
  }

  static class OnlyClaimsToBeDurable extends DurableStoreKit {
    @Override
    protected StoreProvider provider() {
      return new Toy(true, true);
    }
  }

  @Test
  void passAStoreThatIsRight() {
    assertThat(KitRun.of(Right.class).failures()).isEmpty();
  }

  @Test
  void findThatRemovalsAreForgotten() {
    assertThat(KitRun.of(ForgetsRemovals.class).failures())
        .contains("removes", "makesTheChangesOfACommitInTheirOrder", "doesAsTheModelDoes");
  }

  @Test
  void findThatAStoreIsNotDurable() {
    String reopened = "keepsEverythingWhenClosedAndOpened";
    String held = "refusesADirectoryThatIsHeld";
    assertThat(KitRun.of(OnlyClaimsToBeDurable.class, reopened).failures())
        .containsExactly(reopened);
    assertThat(KitRun.of(OnlyClaimsToBeDurable.class, held).failures()).containsExactly(held);
  }
}
