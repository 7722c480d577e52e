package org.quorate.conformance.protocol;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.quorate.api.adversary.ReplicaAdversary;
import org.quorate.api.certificate.Attestation;
import org.quorate.api.certificate.Attestor;
import org.quorate.api.machine.Arrival;
import org.quorate.api.machine.ReplicaMachine;
import org.quorate.api.machine.Reply;
import org.quorate.api.machine.Request;
import org.quorate.api.machine.Step;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.Key;

/**
 * The liars of the exam. They know nothing of a protocol but its form: an honest replica is a pure
 * function of a state, so a liar is an honest replica in a state that it should not be in.
 */
public enum Liar implements ReplicaAdversary {
  /** B1. */
  SILENT("says nothing"),
  /** B2. */
  STALE("answers as it would have some time ago"),
  /** B6. */
  FORGETFUL("acknowledges and stores nothing"),
  /** B3, B10. */
  TWO_FACED("shows one state to some clients and another one to the others"),
  /** B5. */
  OBLIGING("attests whatever it would attest in any state that it was ever in"),
  /** H1. */
  BABBLING("sends bad attestations"),
  /** All of them by turns. */
  FICKLE("lies in a new way each time");

  private final String description;

  Liar(String description) {
    this.description = description;
  }

  @Override
  public String description() {
    return description;
  }

  @Override
  public boolean isSilent() {
    return this == SILENT;
  }

  @Override
  public <S, Q extends Request, A extends Reply> ReplicaMachine<S, Q, A> corrupt(
      ReplicaMachine<S, Q, A> honest, long seed) {
    return switch (this) {
      case SILENT, BABBLING -> honest;
      case STALE, FORGETFUL, TWO_FACED, OBLIGING, FICKLE ->
          new Machine<>(this, honest, new Random(seed));
    };
  }

  @Override
  public Attestor corrupt(Attestor honest, long seed) {
    Random random = new Random(seed);
    return switch (this) {
      case BABBLING -> statements -> babble(honest.attestAll(statements), random);
      case FICKLE ->
          statements ->
              random.nextInt(4) > 0
                  ? honest.attestAll(statements)
                  : babble(honest.attestAll(statements), random);
      case SILENT, STALE, FORGETFUL, TWO_FACED, OBLIGING -> honest;
    };
  }

  private static List<Attestation> babble(List<Attestation> honest, Random random) {
    return honest.stream()
        .map(good -> new Attestation(good.label(), spoil(good.proof(), random)))
        .toList();
  }

  private static Bytes spoil(Bytes proof, Random random) {
    byte[] content = proof.toByteArray();
    if (content.length > 0) {
      content[random.nextInt(content.length)] ^= (byte) (1 + random.nextInt(255));
    }
    return Bytes.wrap(content);
  }

  private static final class Machine<S, Q extends Request, A extends Reply>
      implements ReplicaMachine<S, Q, A> {
    private final Liar liar;
    private final ReplicaMachine<S, Q, A> honest;
    private final Random random;
    private final Map<Key, S> past = new TreeMap<>();
    private final Map<Key, S> otherFace = new TreeMap<>();

    Machine(Liar liar, ReplicaMachine<S, Q, A> honest, Random random) {
      this.liar = liar;
      this.honest = honest;
      this.random = random;
    }

    @Override
    public S initial(Key key) {
      return honest.initial(key);
    }

    @Override
    public Step<S, A> step(S state, Arrival<Q> arrival) {
      Key key = arrival.scope().key();
      past.putIfAbsent(key, state);
      if (random.nextInt(20) == 0) {
        past.put(key, state);
      }
      return switch (liar) {
        case STALE -> stale(state, arrival);
        case FORGETFUL -> forgetful(state, arrival);
        case TWO_FACED -> twoFaced(state, arrival);
        case OBLIGING -> obliging(state, arrival);
        case FICKLE -> fickle(state, arrival);
        case SILENT, BABBLING -> honest.step(state, arrival);
      };
    }

    private Step<S, A> fickle(S state, Arrival<Q> arrival) {
      return switch (random.nextInt(5)) {
        case 0 -> stale(state, arrival);
        case 1 -> forgetful(state, arrival);
        case 2 -> twoFaced(state, arrival);
        case 3 -> obliging(state, arrival);
        default -> honest.step(state, arrival);
      };
    }

    private Step<S, A> stale(S state, Arrival<Q> arrival) {
      S then = past.getOrDefault(arrival.scope().key(), state);
      return showing(honest.step(then, arrival), honest.step(state, arrival).next());
    }

    private Step<S, A> forgetful(S state, Arrival<Q> arrival) {
      return showing(honest.step(state, arrival), state);
    }

    private Step<S, A> twoFaced(S state, Arrival<Q> arrival) {
      if (arrival.sender().name().hashCode() % 2 == 0) {
        return honest.step(state, arrival);
      }
      Key key = arrival.scope().key();
      Step<S, A> step = honest.step(otherFace.getOrDefault(key, honest.initial(key)), arrival);
      otherFace.put(key, step.next());
      return showing(step, state);
    }

    private Step<S, A> obliging(S state, Arrival<Q> arrival) {
      Key key = arrival.scope().key();
      Step<S, A> now = honest.step(state, arrival);
      for (S other : List.of(past.getOrDefault(key, state), honest.initial(key))) {
        Step<S, A> then = honest.step(other, arrival);
        if (now.attest() == null && then.attest() != null) {
          return showing(then, now.next());
        }
      }
      return now;
    }

    private static <S, A extends Reply> Step<S, A> showing(Step<S, A> shown, S next) {
      return new Step<>(next, shown.reply(), shown.attest(), shown.refusal());
    }
  }
}
