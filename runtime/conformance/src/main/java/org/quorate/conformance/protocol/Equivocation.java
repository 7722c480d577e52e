package org.quorate.conformance.protocol;

import java.util.ArrayList;
import java.util.List;
import org.quorate.api.machine.Ask;
import org.quorate.api.machine.ClientOperation;
import org.quorate.api.machine.ClientStep;
import org.quorate.api.machine.Input;
import org.quorate.api.machine.Reply;
import org.quorate.api.machine.Request;
import org.quorate.api.model.ReplicaSet;

/**
 * Two or more operations as one, each shown to some replicas only.
 *
 * @param signing which face's signature was asked for, where one was
 */
record Equivocation<Q extends Request, A extends Reply, J>(List<Face<Q, A, J>> faces, int signing)
    implements ClientOperation<Q, A, J> {

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

  /** One of the operations of an equivocation, and what it asks at present. */
  record Face<Q extends Request, A extends Reply, J>(
      ClientOperation<Q, A, J> honest, ReplicaSet shownTo, List<Ask<Q>> asks) {}
}
