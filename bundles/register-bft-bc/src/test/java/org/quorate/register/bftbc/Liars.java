package org.quorate.register.bftbc;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.quorate.api.adversary.ReplicaAdversary;
import org.quorate.api.certificate.Attestation;
import org.quorate.api.certificate.Attestor;
import org.quorate.api.certificate.Statement;
import org.quorate.api.machine.Arrival;
import org.quorate.api.machine.ReplicaMachine;
import org.quorate.api.machine.Reply;
import org.quorate.api.machine.Request;
import org.quorate.api.machine.Step;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.ClientId;
import org.quorate.api.model.Key;
import org.quorate.api.model.Timestamp.Path;
import org.quorate.api.model.Version;
import org.quorate.register.bftbc.BftBcReply.ConflictReply;
import org.quorate.register.bftbc.BftBcReply.PrepareReply;
import org.quorate.register.bftbc.BftBcReply.ReadTsPrepReply;
import org.quorate.register.bftbc.BftBcReply.WriteReply;
import org.quorate.register.bftbc.BftBcRequest.Prepare;
import org.quorate.register.bftbc.BftBcRequest.ReadTsPrep;
import org.quorate.register.bftbc.BftBcRequest.Write;

/** Faulty replicas that know the protocol. */
final class Liars {
  private Liars() {}

  static ReplicaAdversary any(Random random) {
    List<ReplicaAdversary> all =
        List.of(
            silent(),
            accomplice(),
            of("stale", (honest, seed) -> new Stale(honest)),
            of("twin", (honest, seed) -> new Twin(honest)),
            of("erratic", Erratic::new),
            of("withholding", (honest, seed) -> new Withholding(honest)),
            wrongAttestations());
    return all.get(random.nextInt(all.size()));
  }

  static ReplicaAdversary accomplice() {
    return of("accomplice", (honest, seed) -> new Accomplice(honest));
  }

  /** What a liar is made of. */
  interface Machine extends ReplicaMachine<ReplicaState, BftBcRequest, BftBcReply> {
    ReplicaMachine<ReplicaState, BftBcRequest, BftBcReply> honest();

    @Override
    default ReplicaState initial(Key key) {
      return honest().initial(key);
    }
  }

  /** Signs everything for faulty clients, and stores nothing of what it acknowledges. */
  record Accomplice(ReplicaMachine<ReplicaState, BftBcRequest, BftBcReply> honest)
      implements Machine {
    @Override
    public Step<ReplicaState, BftBcReply> step(ReplicaState state, Arrival<BftBcRequest> arrival) {
      BftBcRequest request = arrival.request().message();
      if (request instanceof Prepare prepare) {
        return Step.attest(
            state,
            new PrepareReply(request.nonce()),
            Statement.prepared(arrival.scope(), prepare.preparation().version()));
      }
      if (request instanceof ReadTsPrep readTsPrep) {
        Version version =
            new Version(
                state.current().version().ts().successor(arrival.sender(), Path.OPTIMISTIC),
                readTsPrep.hash());
        return Step.attest(
            state,
            new ReadTsPrepReply(request.nonce(), state.current().prepared(), version.ts()),
            Statement.prepared(arrival.scope(), version));
      }
      if (request instanceof Write write) {
        return Step.attest(
            state,
            new WriteReply(request.nonce()),
            Statement.written(arrival.scope(), write.prepared().version()));
      }
      return honest.step(state, arrival);
    }
  }

  /** Shows genesis to everybody who looks. */
  record Stale(ReplicaMachine<ReplicaState, BftBcRequest, BftBcReply> honest) implements Machine {
    @Override
    public Step<ReplicaState, BftBcReply> step(ReplicaState state, Arrival<BftBcRequest> arrival) {
      BftBcRequest request = arrival.request().message();
      if (request instanceof Prepare || request instanceof Write) {
        return honest.step(state, arrival);
      }
      Step<ReplicaState, BftBcReply> shown = honest.step(ReplicaState.GENESIS, arrival);
      return new Step<>(state, shown.reply(), shown.attest(), shown.refusal());
    }
  }

  /** Two replicas of one name, each for half of the clients. */
  static final class Twin implements Machine {
    private final ReplicaMachine<ReplicaState, BftBcRequest, BftBcReply> honest;
    private ReplicaState other = ReplicaState.GENESIS;

    Twin(ReplicaMachine<ReplicaState, BftBcRequest, BftBcReply> honest) {
      this.honest = honest;
    }

    @Override
    public ReplicaMachine<ReplicaState, BftBcRequest, BftBcReply> honest() {
      return honest;
    }

    @Override
    public Step<ReplicaState, BftBcReply> step(ReplicaState state, Arrival<BftBcRequest> arrival) {
      ClientId sender = arrival.sender();
      if ((sender.hashCode() & 1) == 0) {
        return honest.step(state, arrival);
      }
      Step<ReplicaState, BftBcReply> step = honest.step(other, arrival);
      other = step.next();
      return new Step<>(state, step.reply(), step.attest(), step.refusal());
    }
  }

  /** Acts on any state it ever had, forgets, refuses, and shows conflicts that never were. */
  static final class Erratic implements Machine {
    private final ReplicaMachine<ReplicaState, BftBcRequest, BftBcReply> honest;
    private final Random random;
    private final List<ReplicaState> past = new ArrayList<>(List.of(ReplicaState.GENESIS));
    private @Nullable PrepareEntry seen;

    Erratic(ReplicaMachine<ReplicaState, BftBcRequest, BftBcReply> honest, long seed) {
      this.honest = honest;
      this.random = new Random(seed);
    }

    @Override
    public ReplicaMachine<ReplicaState, BftBcRequest, BftBcReply> honest() {
      return honest;
    }

    @Override
    public Step<ReplicaState, BftBcReply> step(ReplicaState state, Arrival<BftBcRequest> arrival) {
      BftBcRequest request = arrival.request().message();
      int dice = random.nextInt(10);
      if (dice == 0) {
        return Step.refuse(state, "P1", "made up");
      }
      if (request instanceof Prepare prepare) {
        PrepareEntry before = seen;
        if (before == null || random.nextInt(4) == 0) {
          seen = prepare.entry();
        }
        if (dice < 4 && before != null) {
          return Step.reply(state, new ConflictReply(request.nonce(), before));
        }
      }
      Step<ReplicaState, BftBcReply> step =
          honest.step(dice < 5 ? past.get(random.nextInt(past.size())) : state, arrival);
      if (step.refusal() != null) {
        return Step.refuse(state, "P1", "made up");
      }
      past.add(step.next());
      return step;
    }
  }

  /**
   * Shows the newest version that anybody ever built upon, written or not, with a value that does
   * not fit, as its own is withheld.
   */
  static final class Withholding implements Machine {
    private final ReplicaMachine<ReplicaState, BftBcRequest, BftBcReply> honest;
    private PreparedVersion newest = PreparedVersion.GENESIS;

    Withholding(ReplicaMachine<ReplicaState, BftBcRequest, BftBcReply> honest) {
      this.honest = honest;
    }

    @Override
    public ReplicaMachine<ReplicaState, BftBcRequest, BftBcReply> honest() {
      return honest;
    }

    @Override
    public Step<ReplicaState, BftBcReply> step(ReplicaState state, Arrival<BftBcRequest> arrival) {
      if (arrival.request().message() instanceof Prepare prepare
          && prepare.preparation().predecessor().ts().isAfter(newest.ts())) {
        newest = prepare.preparation().predecessor();
      }
      Step<ReplicaState, BftBcReply> step = honest.step(state, arrival);
      if (newest.ts().isAtMost(state.current().version().ts()) || step.reply() == null) {
        return step;
      }
      return new Step<>(step.next(), claimed(step.reply()), step.attest(), null);
    }

    private BftBcReply claimed(BftBcReply reply) {
      if (reply instanceof BftBcReply.ReadTsReply) {
        return new BftBcReply.ReadTsReply(reply.nonce(), newest);
      }
      if (reply instanceof ReadTsPrepReply granted) {
        return new ReadTsPrepReply(reply.nonce(), newest, granted.ts());
      }
      return reply instanceof BftBcReply.ReadReply read
          ? new BftBcReply.ReadReply(reply.nonce(), newest, null, read.value())
          : reply;
    }
  }

  private static ReplicaAdversary silent() {
    return new ReplicaAdversary() {
      @Override
      public String name() {
        return "silent";
      }

      @Override
      public String description() {
        return "says nothing";
      }

      @Override
      public boolean isSilent() {
        return true;
      }
    };
  }

  private static ReplicaAdversary wrongAttestations() {
    return new ReplicaAdversary() {
      @Override
      public String name() {
        return "wrong-attestations";
      }

      @Override
      public String description() {
        return "attests now right, now wrong";
      }

      @Override
      public Attestor corrupt(Attestor honest, long seed) {
        Random random = new Random(seed);
        Function<Attestation, Attestation> spoil =
            good ->
                random.nextBoolean()
                    ? good
                    : new Attestation(good.label(), good.proof().concat(Bytes.utf8("!")));
        return statements -> honest.attestAll(statements).stream().map(spoil).toList();
      }
    };
  }

  /** Makes a machine of this protocol lie; it is never given another protocol's. */
  interface Corruption {
    Machine corrupt(ReplicaMachine<ReplicaState, BftBcRequest, BftBcReply> honest, long seed);
  }

  static ReplicaAdversary of(String name, Corruption corruption) {
    return new ReplicaAdversary() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public String description() {
        return name;
      }

      @Override
      @SuppressWarnings("unchecked")
      public <S, Q extends Request, A extends Reply> ReplicaMachine<S, Q, A> corrupt(
          ReplicaMachine<S, Q, A> honest, long seed) {
        return (ReplicaMachine<S, Q, A>)
            corruption.corrupt(
                (ReplicaMachine<ReplicaState, BftBcRequest, BftBcReply>) honest, seed);
      }
    };
  }
}
