package org.quorate.conformance.quorum;

import static org.quorate.api.quorum.QuorumKind.DISSEMINATION;
import static org.quorate.api.quorum.QuorumKind.MASKING;
import static org.quorate.api.quorum.QuorumKind.REGULAR;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.quorate.api.model.ReplicaSet;
import org.quorate.api.quorum.ExplicitQuorums;
import org.quorate.api.quorum.ImpossibleConfigurationException;
import org.quorate.api.quorum.QuorumConstruction;
import org.quorate.api.quorum.QuorumConstruction.Specification;
import org.quorate.api.quorum.QuorumKind;
import org.quorate.api.quorum.QuorumSystem;

/** What {@link ExplicitQuorums} derives from a list, for lists of known kinds. */
class WrittenDownKitTest extends QuorumConstructionKit {
  private static final Map<String, IntFunction<List<ReplicaSet>>> SHAPES =
      Map.of(
          "majority", WrittenDownKitTest::majority,
          "wheel", WrittenDownKitTest::wheel,
          "grid", WrittenDownKitTest::grid,
          "all", n -> List.of(ReplicaSet.firstOf(n)),
          "first", n -> List.of(ReplicaSet.of(1)));

  @Override
  protected QuorumConstruction construction() {
    return new QuorumConstruction() {
      @Override
      public String name() {
        return "written-down";
      }

      @Override
      public QuorumSystem build(Specification specification) {
        String shape = specification.options().get("shape");
        if (shape == null || specification.options().size() > 1) {
          throw new ImpossibleConfigurationException("only a shape: " + specification.options());
        }
        List<ReplicaSet> quorums = SHAPES.get(shape).apply(specification.replicas());
        return ExplicitQuorums.of(shape, specification, quorums);
      }
    };
  }

  /** All majorities, and all larger sets, which make no difference. */
  private static List<ReplicaSet> majority(int n) {
    return IntStream.range(0, 1 << n)
        .filter(set -> Integer.bitCount(set) > n / 2)
        .mapToObj(
            set ->
                ReplicaSet.of(
                    IntStream.range(0, n)
                        .filter(i -> (set >> i & 1) != 0)
                        .map(i -> i + 1)
                        .toArray()))
        .toList();
  }

  /** The hub with any other, or all others. */
  private static List<ReplicaSet> wheel(int n) {
    List<ReplicaSet> quorums = new ArrayList<>();
    quorums.add(ReplicaSet.of(IntStream.rangeClosed(2, n).toArray()));
    IntStream.rangeClosed(2, n).forEach(spoke -> quorums.add(ReplicaSet.of(1, spoke)));
    return quorums;
  }

  /** A row and a column of a square. */
  private static List<ReplicaSet> grid(int n) {
    int side = (int) Math.sqrt(n);
    return IntStream.range(0, n)
        .mapToObj(
            cross ->
                ReplicaSet.of(
                    IntStream.range(0, n)
                        .filter(i -> i / side == cross / side || i % side == cross % side)
                        .map(i -> i + 1)
                        .toArray()))
        .toList();
  }

  @Override
  protected List<Specification> small() {
    return List.of(
        of("first", 3, 0, REGULAR),
        of("all", 4, 0, MASKING),
        of("majority", 5, 2, REGULAR),
        of("majority", 6, 0, DISSEMINATION),
        of("wheel", 7, 1, REGULAR),
        of("wheel", 12, 0, REGULAR),
        of("grid", 4, 1, DISSEMINATION),
        of("grid", 9, 1, DISSEMINATION));
  }

  @Override
  protected List<Specification> large() {
    return List.of(of("grid", 16, 1, DISSEMINATION), of("wheel", 20, 1, REGULAR));
  }

  @Override
  protected List<Specification> impossible() {
    return List.of(
        of("grid", 9, 1, MASKING),
        of("grid", 9, 2, DISSEMINATION),
        of("first", 3, 1, REGULAR),
        of("all", 21, 0, REGULAR));
  }

  private static Specification of(String shape, int n, int f, QuorumKind kind) {
    return new Specification(n, f, kind, Map.of("shape", shape));
  }
}
