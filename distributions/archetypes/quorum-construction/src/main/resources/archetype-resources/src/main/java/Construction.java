package ${package};

import java.util.List;
import java.util.stream.IntStream;
import org.quorate.api.model.ReplicaSet;
import org.quorate.api.quorum.ExplicitQuorums;
import org.quorate.api.quorum.ImpossibleConfigurationException;
import org.quorate.api.quorum.QuorumConstruction;
import org.quorate.api.quorum.QuorumSystem;

/** The replicas stand in a square; a row and a column together are a quorum. */
public final class Construction implements QuorumConstruction {
  @Override
  public String name() {
    return "${artifactId}";
  }

  @Override
  public QuorumSystem build(Specification asked) {
    if (!asked.options().isEmpty()) {
      throw new ImpossibleConfigurationException(
          name() + " takes no options; remove " + asked.options().keySet());
    }
    int n = asked.replicas();
    int side = (int) Math.sqrt(n);
    if (side * side != n) {
      throw new ImpossibleConfigurationException(
          "%s takes a square number of replicas, not %d; use %d or %d"
              .formatted(name(), n, side * side, (side + 1) * (side + 1)));
    }
    List<ReplicaSet> quorums =
        IntStream.range(0, n).mapToObj(i -> cross(i / side, i % side, side)).toList();
    return ExplicitQuorums.of(name(), asked, quorums);
  }

  private static ReplicaSet cross(int row, int column, int side) {
    return ReplicaSet.of(
        IntStream.range(0, side * side)
            .filter(i -> i / side == row || i % side == column)
            .map(i -> i + 1)
            .toArray());
  }
}
