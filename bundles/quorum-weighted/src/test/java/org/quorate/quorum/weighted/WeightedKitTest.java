package org.quorate.quorum.weighted;

import static org.quorate.api.quorum.QuorumKind.DISSEMINATION;
import static org.quorate.api.quorum.QuorumKind.MASKING;
import static org.quorate.api.quorum.QuorumKind.REGULAR;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.quorate.api.quorum.QuorumConstruction;
import org.quorate.api.quorum.QuorumConstruction.Specification;
import org.quorate.api.quorum.QuorumKind;
import org.quorate.conformance.quorum.QuorumConstructionKit;

class WeightedKitTest extends QuorumConstructionKit {
  @Override
  protected QuorumConstruction construction() {
    return new WeightedConstruction();
  }

  @Override
  protected List<Specification> small() {
    return List.of(
        of(0, REGULAR, Map.of("votes", "1,0,0")),
        of(0, REGULAR, Map.of("votes", "2,1,1", "read", "2", "write", "3")),
        of(0, REGULAR, Map.of("votes", "1,1,1", "read", "1", "write", "3")),
        of(1, REGULAR, Map.of("votes", "5,4,3,2,1,1,0")),
        of(2, REGULAR, Map.of("votes", "3,3,2,2,2,1,1,1")),
        of(1, DISSEMINATION, Map.of("votes", "1,1,1,1")),
        of(1, DISSEMINATION, Map.of("votes", "2,2,2,2,2,1,1", "write", "9")),
        of(2, DISSEMINATION, Map.of("votes", "4,4,3,3,3,3,3,3,3,3", "read", "24")),
        of(1, MASKING, Map.of("votes", "2,2,2,2,1,1,1")),
        of(2, MASKING, Map.of("votes", "7,6,6,6,6,6,6,6,6,6,6")));
  }

  @Override
  protected List<Specification> large() {
    SplittableRandom random = new SplittableRandom(1);
    String mixed =
        random.ints(60, 50, 71).mapToObj(String::valueOf).collect(Collectors.joining(","));
    return List.of(
        of(10, REGULAR, Map.of("votes", mixed)),
        of(10, DISSEMINATION, Map.of("votes", mixed)),
        of(10, MASKING, Map.of("votes", mixed)));
  }

  @Override
  protected List<Specification> impossible() {
    return List.of(
        of(1, REGULAR, Map.of("votes", "3,1,1")),
        of(1, DISSEMINATION, Map.of("votes", "1,1,1")),
        of(0, REGULAR, Map.of("votes", "1,1,1", "read", "1", "write", "2")),
        of(0, REGULAR, Map.of("votes", "1,1,1", "write", "1")),
        of(1, REGULAR, Map.of("votes", "1,1,1", "write", "3")),
        of(0, REGULAR, Map.of("votes", "1,1,1", "write", "4")),
        of(0, REGULAR, Map.of("votes", "1,1,1", "read", "0")),
        of(0, REGULAR, Map.of("votes", "0,0,0")),
        of(0, REGULAR, Map.of("votes", "999999,1,1")),
        of(0, REGULAR, Map.of("votes", "1,-1,1")),
        of(0, REGULAR, Map.of("votes", "1,,1")),
        new Specification(4, 1, DISSEMINATION, Map.of("votes", "1,1,1")),
        new Specification(4, 1, DISSEMINATION, Map.of()));
  }

  private static Specification of(int f, QuorumKind kind, Map<String, String> options) {
    int n = options.get("votes").split(",", -1).length;
    return new Specification(n, f, kind, options);
  }
}
