package org.quorate.conformance.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.quorate.api.adversary.ClientAdversary;
import org.quorate.api.machine.ClientOperation;
import org.quorate.api.machine.Reply;
import org.quorate.api.machine.Request;
import org.quorate.api.model.ReplicaId;
import org.quorate.api.model.ReplicaSet;
import org.quorate.conformance.protocol.Equivocation.Face;

/**
 * The cheats of the exam. They know nothing of a protocol but its form: an honest operation is a
 * value, so a cheat can run two of them as one, and show each request to whom it likes.
 */
public enum Cheat implements ClientAdversary {
  /** P1, P2. */
  PARTIAL("asks only some replicas, and stops in the middle"),
  /** E1, P3. */
  EQUIVOCATING("writes two values at once, one at some replicas and one at the others"),
  /** E3. */
  REWINDING("writes one value, and later another one from a point in the past");

  private final String description;

  Cheat(String description) {
    this.description = description;
  }

  @Override
  public String description() {
    return description;
  }

  @Override
  public <Q extends Request, A extends Reply, J> ClientOperation<Q, A, J> attack(
      HonestWrites<Q, A, J> honest, ReplicaSet replicas, long seed) {
    Random random = new Random(seed);
    return switch (this) {
      case PARTIAL ->
          new PartialWrite<>(
              honest.write(honest.values().get(0)), some(replicas, random), random.nextInt(3), 0);
      case REWINDING ->
          Rewinding.of(honest.write(honest.values().get(0)), honest.write(honest.values().get(1)));
      case EQUIVOCATING -> {
        ReplicaSet some = some(replicas, random);
        // The two sets may overlap: where both ask, replicas must see through it.
        ReplicaSet others = replicas.minus(some).union(some(replicas, random));
        yield new Equivocation<>(
            List.of(
                new Face<>(honest.write(honest.values().get(0)), some, List.of()),
                new Face<>(honest.write(honest.values().get(1)), others, List.of())),
            0);
      }
    };
  }

  private static ReplicaSet some(ReplicaSet replicas, Random random) {
    List<ReplicaId> chosen = new ArrayList<>();
    replicas.forEach(
        replica -> {
          if (random.nextBoolean()) {
            chosen.add(replica);
          }
        });
    return chosen.isEmpty() ? replicas : ReplicaSet.copyOf(chosen);
  }
}
