package ${package};

import static org.quorate.api.quorum.QuorumKind.DISSEMINATION;
import static org.quorate.api.quorum.QuorumKind.MASKING;
import static org.quorate.api.quorum.QuorumKind.REGULAR;

import java.util.List;
import java.util.Map;
import org.quorate.api.quorum.QuorumConstruction;
import org.quorate.api.quorum.QuorumConstruction.Specification;
import org.quorate.api.quorum.QuorumKind;
import org.quorate.conformance.quorum.QuorumConstructionKit;

class ConstructionTest extends QuorumConstructionKit {
  @Override
  protected QuorumConstruction construction() {
    return new Construction();
  }

  @Override
  protected List<Specification> small() {
    return List.of(of(4, 1, DISSEMINATION), of(9, 2, REGULAR), of(9, 1, DISSEMINATION));
  }

  @Override
  protected List<Specification> large() {
    return List.of(of(16, 1, DISSEMINATION));
  }

  @Override
  protected List<Specification> impossible() {
    return List.of(of(5, 1, DISSEMINATION), of(9, 2, DISSEMINATION), of(9, 1, MASKING));
  }

  private static Specification of(int n, int f, QuorumKind kind) {
    return new Specification(n, f, kind, Map.of());
  }
}
