package org.quorate.conformance.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.quorate.api.adversary.ClientAdversary;
import org.quorate.api.machine.Ask;
import org.quorate.api.machine.ClientOperation;
import org.quorate.api.machine.ClientStep;
import org.quorate.api.machine.Input;
import org.quorate.api.machine.Reply;
import org.quorate.api.machine.Request;
import org.quorate.api.model.ReplicaId;
import org.quorate.api.model.ReplicaSet;

/**
 * The cheats of the exam. They know nothing of a protocol but its form: an honest operation is a
 * value, so a cheat can run two of them as one, and show each request to whom it likes.
 */
public enum Cheat implements ClientAdversary {
  /** P1, P2. */
  PARTIAL("asks only some replicas, and stops in the middle"),
  /** E1, P3. */
  EQUIVOCATING("writes two values at once, one at some replicas and one at the others");

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
          new Partial<>(
              honest.write(honest.values().get(0)), some(replicas, random), random.nextInt(3), 0);
      case EQUIVOCATING -> {
        ReplicaSet some = some(replicas, random);
        // The two sets may overlap: where both ask, replicas must see through it.
        ReplicaSet others = replicas.minus(some).union(some(replicas, random));
        yield new Equivocation<>(
            List.of(
                Face.of(honest.write(honest.values().get(0)), some),
                Face.of(honest.write(honest.values().get(1)), others)),
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

  /** Goes to all for some rounds, then to a few only, and never ends. */
  private record Partial<Q extends Request, A extends Reply, J>(
      ClientOperation<Q, A, J> honest, ReplicaSet few, int roundsToAll, int round)
      implements ClientOperation<Q, A, J> {

    @Override
    public ClientStep<Q, A, J> step(Input<A> input) {
      ClientStep<Q, A, J> step = honest.step(input);
      boolean asks = !step.asks().isEmpty();
      int now = asks ? round + 1 : round;
      ClientStep<Q, A, J> mine = ClientStep.to(new Partial<>(step.next(), few, roundsToAll, now));
      for (Ask<Q> ask : step.asks()) {
        ReplicaSet to = now <= roundsToAll ? ask.to() : ask.to().intersection(few);
        mine = mine.asking(new Ask<>(to, ask.request()));
      }
      return step.sign() == null ? mine : mine.signing(step.sign());
    }

    @Override
    public String progress() {
      return "cheats";
    }
  }

  /** One of the operations of an equivocation, and what it asks at present. */
  private record Face<Q extends Request, A extends Reply, J>(
      ClientOperation<Q, A, J> honest, ReplicaSet shownTo, List<Ask<Q>> asks) {

    static <Q extends Request, A extends Reply, J> Face<Q, A, J> of(
        ClientOperation<Q, A, J> honest, ReplicaSet shownTo) {
      return new Face<>(honest, shownTo, List.of());
    }
  }

  /**
   * @param signing which face's signature was asked for, where one was
   */
  private record Equivocation<Q extends Request, A extends Reply, J>(
      List<Face<Q, A, J>> faces, int signing) implements ClientOperation<Q, A, J> {

    @Override
    public ClientStep<Q, A, J> step(Input<A> input) {
      if (input instanceof Input.Signed<A>) {
        return stepFrom(signing, signing + 1, input);
      }
      return stepFrom(0, faces.size(), input);
    }

    /** The faces from {@code from} to {@code to} take the input, until one wants to sign. */
    private ClientStep<Q, A, J> stepFrom(int from, int to, Input<A> input) {
      List<Face<Q, A, J>> next = new ArrayList<>(faces);
      boolean asked = false;
      for (int i = from; i < to; i++) {
        Face<Q, A, J> face = next.get(i);
        ClientStep<Q, A, J> step = face.honest().step(input);
        List<Ask<Q>> asks = step.asks().isEmpty() ? face.asks() : step.asks();
        asked |= !step.asks().isEmpty();
        next.set(i, new Face<>(step.next(), face.shownTo(), asks));
        if (step.sign() != null) {
          // The other faces miss this input, as if its message had been lost to them.
          return asking(next, i, asked).signing(step.sign());
        }
      }
      return asking(next, signing, asked);
    }

    private static <Q extends Request, A extends Reply, J> ClientStep<Q, A, J> asking(
        List<Face<Q, A, J>> faces, int signing, boolean asked) {
      ClientStep<Q, A, J> step = ClientStep.to(new Equivocation<>(List.copyOf(faces), signing));
      if (!asked) {
        return step;
      }
      for (Face<Q, A, J> face : faces) {
        for (Ask<Q> ask : face.asks()) {
          step = step.asking(new Ask<>(ask.to().intersection(face.shownTo()), ask.request()));
        }
      }
      return step;
    }

    @Override
    public String progress() {
      return "cheats";
    }
  }
}
