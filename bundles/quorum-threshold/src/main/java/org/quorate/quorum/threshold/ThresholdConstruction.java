package org.quorate.quorum.threshold;

import java.util.TreeSet;
import org.quorate.api.quorum.ImpossibleConfigurationException;
import org.quorate.api.quorum.QuorumConstruction;
import org.quorate.api.quorum.QuorumSystem;

/** Any q replicas are a quorum; it takes no options. */
public final class ThresholdConstruction implements QuorumConstruction {
  static final String NAME = "threshold";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public QuorumSystem build(Specification specification) {
    if (!specification.options().isEmpty()) {
      throw new ImpossibleConfigurationException(
          "threshold quorums take no options; remove "
              + String.join(", ", new TreeSet<>(specification.options().keySet())));
    }
    return new ThresholdQuorums(
        specification.replicas(), specification.faults(), specification.kind());
  }
}
