package org.quorate.conformance.history;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Configurations of which none can do all that another of them can. */
final class Configurations {
  private record Place(int value, long effectiveWrites) {}

  private final long reads;

  private final Map<Place, List<Configuration>> byPlace = new HashMap<>();

  /**
   * None yet.
   *
   * @param reads which of the operations under way are reads
   */
  Configurations(long reads) {
    this.reads = reads;
  }

  /** Returns false if it is no use, because of one that is there. */
  boolean add(Configuration added) {
    List<Configuration> there =
        byPlace.computeIfAbsent(
            new Place(added.value(), added.effective() & ~reads), place -> new ArrayList<>(1));
    for (Configuration one : there) {
      if (one.isAsGoodAs(added)) {
        return false;
      }
    }
    there.removeIf(added::isAsGoodAs);
    there.add(added);
    return true;
  }

  boolean isEmpty() {
    return byPlace.isEmpty();
  }

  void forEach(Consumer<Configuration> action) {
    byPlace.values().forEach(there -> there.forEach(action));
  }
}
