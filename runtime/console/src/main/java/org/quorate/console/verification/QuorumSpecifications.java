package org.quorate.console.verification;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.quorate.api.quorum.ImpossibleConfigurationException;
import org.quorate.api.quorum.QuorumConstruction;
import org.quorate.api.quorum.QuorumConstruction.Specification;
import org.quorate.api.quorum.QuorumKind;
import org.quorate.conformance.quorum.QuorumExam;

/** What to ask a construction for of which nobody has said what it can do: it is tried out. */
final class QuorumSpecifications {
  private static final List<Integer> LARGE = List.of(13, 16, 20, 25, 31, 49, 64, 100);
  private static final int SMALL_MAX = 16;

  private final List<Specification> small = new ArrayList<>();
  private final List<Specification> large = new ArrayList<>();
  private final List<Specification> impossible = new ArrayList<>();

  QuorumSpecifications(QuorumConstruction construction, Map<String, String> options) {
    for (QuorumKind kind : QuorumKind.values()) {
      List<Specification> built = new ArrayList<>();
      for (int n = 1; n <= QuorumExam.REPLICAS_MAX; n++) {
        for (int f = 0; f < n; f++) {
          Specification asked = new Specification(n, f, kind, options);
          if (isImpossible(asked)) {
            impossible.add(asked);
          } else if (isBuilt(construction, asked)) {
            built.add(asked);
          }
        }
      }
      small.addAll(spread(built, SMALL_MAX));
      for (int n : LARGE) {
        for (int f : new int[] {0, 1, (n - 1) / 4, (n - 1) / 3}) {
          Specification asked = new Specification(n, f, kind, options);
          if (!isImpossible(asked) && isBuilt(construction, asked)) {
            large.add(asked);
          }
        }
      }
    }
  }

  /** With so many faults no system has such quorums (Malkhi and Reiter 1998, sections 3 and 4). */
  private static boolean isImpossible(Specification asked) {
    int replicasPerFault =
        switch (asked.kind()) {
          case REGULAR -> 2;
          case DISSEMINATION -> 3;
          case MASKING -> 4;
        };
    return asked.replicas() <= replicasPerFault * asked.faults();
  }

  private static boolean isBuilt(QuorumConstruction construction, Specification asked) {
    try {
      return construction.build(asked).replicas() == asked.replicas();
    } catch (ImpossibleConfigurationException e) {
      return false; // as it may
    }
  }

  /** At most so many of them, from the first to the last. */
  private static List<Specification> spread(List<Specification> all, int max) {
    List<Specification> some = new ArrayList<>();
    for (int i = 0; i < Math.min(max, all.size()); i++) {
      some.add(all.get(all.size() <= max ? i : i * (all.size() - 1) / (max - 1)));
    }
    return some;
  }

  List<Specification> small() {
    return small;
  }

  /** Larger ones; the small ones again where it builds none. */
  List<Specification> large() {
    return large.isEmpty() ? small : large;
  }

  List<Specification> impossible() {
    return impossible;
  }
}
