package org.quorate.quorum.threshold;

import static org.quorate.api.quorum.QuorumKind.DISSEMINATION;
import static org.quorate.api.quorum.QuorumKind.MASKING;
import static org.quorate.api.quorum.QuorumKind.REGULAR;

import java.util.List;
import java.util.Map;
import org.quorate.api.quorum.QuorumConstruction;
import org.quorate.api.quorum.QuorumConstruction.Specification;
import org.quorate.api.quorum.QuorumKind;
import org.quorate.conformance.quorum.QuorumConstructionKit;

class ThresholdKitTest extends QuorumConstructionKit {
  @Override
  protected QuorumConstruction construction() {
    return new ThresholdConstruction();
  }

  @Override
  protected List<Specification> small() {
    return List.of(
        of(1, 0, REGULAR),
        of(3, 1, REGULAR),
        of(8, 2, REGULAR),
        of(9, 4, REGULAR),
        of(4, 1, DISSEMINATION),
        of(6, 1, DISSEMINATION),
        of(7, 2, DISSEMINATION),
        of(10, 3, DISSEMINATION),
        of(5, 1, MASKING),
        of(8, 1, MASKING),
        of(9, 2, MASKING));
  }

  @Override
  protected List<Specification> large() {
    return List.of(of(100, 49, REGULAR), of(31, 10, DISSEMINATION), of(401, 100, MASKING));
  }

  @Override
  protected List<Specification> impossible() {
    return List.of(of(2, 1, REGULAR), of(3, 1, DISSEMINATION), of(4, 1, MASKING));
  }

  private static Specification of(int n, int f, QuorumKind kind) {
    return new Specification(n, f, kind, Map.of());
  }
}
