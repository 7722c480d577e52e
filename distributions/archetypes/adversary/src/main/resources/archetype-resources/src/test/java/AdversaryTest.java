package ${package};

import org.quorate.api.adversary.ReplicaAdversary;
import org.quorate.conformance.adversary.ReplicaAdversaryKit;

class AdversaryTest extends ReplicaAdversaryKit {
  @Override
  protected ReplicaAdversary adversary() {
    return new Adversary();
  }
}
