package org.quorate.register.bftbc;

import java.util.HashMap;
import java.util.Map;
import org.quorate.api.certificate.Certificate;
import org.quorate.api.certificate.Statement;
import org.quorate.api.machine.Access;
import org.quorate.api.machine.Arrival;
import org.quorate.api.machine.Nonce;
import org.quorate.api.machine.ReplicaMachine;
import org.quorate.api.machine.Step;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.ClientId;
import org.quorate.api.model.Key;
import org.quorate.api.model.Timestamp;
import org.quorate.api.model.Version;
import org.quorate.register.bftbc.BftBcReply.ConflictReply;
import org.quorate.register.bftbc.BftBcRequest.Prepare;
import org.quorate.register.bftbc.BftBcRequest.ReadTsPrep;
import org.quorate.register.bftbc.Promise.Citation;

/** Replicas that grant what they should not, or do not grant what they should. */
final class BrokenGrants {
  private BrokenGrants() {}

  static Alteration grantingAnything() {
    return BrokenReplicas.with(
        (honest, state, arrival) -> {
          Step<ReplicaState, BftBcReply> step =
              honest.step(BrokenReplicas.withoutLists(state), arrival);
          ReplicaState next = step.next();
          return BrokenReplicas.moved(
              step,
              BrokenReplicas.withLists(
                  next,
                  merged(state.prepareList(), next.prepareList()),
                  merged(state.optimisticList(), next.optimisticList())));
        });
  }

  private static <V> Map<ClientId, V> merged(Map<ClientId, V> before, Map<ClientId, V> later) {
    Map<ClientId, V> all = new HashMap<>(before);
    all.putAll(later);
    return Map.copyOf(all);
  }

  /** Grants what follows on {@code P} at any distance; the entry is what the client signed. */
  static Alteration grantingAnySuccessor() {
    return BrokenReplicas.with(
        (honest, state, arrival) ->
            arrival.request().message() instanceof Prepare prepare
                ? prepared(honest, state, arrival, prepare, at(predecessor(prepare), prepare))
                : honest.step(state, arrival));
  }

  private static PreparedVersion predecessor(Prepare prepare) {
    Timestamp asked = prepare.preparation().version().ts();
    return asked.counter() == 1
        ? PreparedVersion.GENESIS
        : new PreparedVersion(
            new Version(
                new Timestamp(asked.counter() - 1, asked.client(), Timestamp.Path.BASE),
                prepare.preparation().version().hash()),
            Certificate.GENESIS,
            null);
  }

  private static Preparation at(PreparedVersion predecessor, Prepare prepare) {
    Preparation asked = prepare.preparation();
    return new Preparation(predecessor, asked.version(), asked.written());
  }

  static Alteration learningNothingFromWriteCertificates() {
    return BrokenReplicas.with(
        (honest, state, arrival) -> {
          BftBcRequest request = arrival.request().message();
          if (request instanceof Prepare prepare) {
            Preparation asked = prepare.preparation();
            return prepared(
                honest,
                state,
                arrival,
                prepare,
                new Preparation(asked.predecessor(), asked.version(), null));
          }
          return request instanceof ReadTsPrep ask
              ? honest.step(state, asking(arrival, new ReadTsPrep(ask.nonce(), ask.hash(), null)))
              : honest.step(state, arrival);
        });
  }

  /**
   * What comes of {@code prepare} if it were about {@code other}. What the strong mode asks for
   * beyond base, a write certificate of {@code P}, is asked for of the original.
   */
  private static Step<ReplicaState, BftBcReply> prepared(
      ReplicaMachine<ReplicaState, BftBcRequest, BftBcReply> honest,
      ReplicaState state,
      Arrival<BftBcRequest> arrival,
      Prepare prepare,
      Preparation other) {
    Preparation asked = prepare.preparation();
    boolean isOnACompletedWrite =
        asked.written() != null && asked.written().version().equals(asked.predecessor().version());
    return recording(
        prepare,
        (isOnACompletedWrite ? new BftBcReplica(Mode.BASE) : honest)
            .step(
                state, asking(arrival, new Prepare(prepare.nonce(), other, prepare.signature()))));
  }

  /** {@code step}, but that the entry is what the client signed. */
  private static Step<ReplicaState, BftBcReply> recording(
      Prepare prepare, Step<ReplicaState, BftBcReply> step) {
    return step.attest() == null
        ? step
        : BrokenReplicas.moved(step, step.next().preparing(prepare.entry()));
  }

  private static Arrival<BftBcRequest> asking(Arrival<BftBcRequest> arrival, BftBcRequest instead) {
    return new Arrival<>(
        arrival.scope(),
        arrival.sender(),
        BrokenClaims.believed(instead, arrival.scope()),
        arrival.access());
  }

  /** What is prepared on the optimistic path is not in the list of what was granted there. */
  static Alteration preparingOnEitherPath() {
    return BrokenReplicas.with(
        (honest, state, arrival) -> {
          if (!(arrival.request().message() instanceof Prepare prepare)) {
            return honest.step(state, arrival);
          }
          Preparation asked = prepare.preparation();
          Version version = asked.version();
          Timestamp onBase =
              new Timestamp(version.ts().counter(), version.ts().client(), Timestamp.Path.BASE);
          Step<ReplicaState, BftBcReply> step =
              prepared(
                  honest,
                  state,
                  arrival,
                  prepare,
                  new Preparation(
                      asked.predecessor(), new Version(onBase, version.hash()), asked.written()));
          return step.attest() == null
              ? step
              : Step.attest(
                  step.next(), step.reply(), Statement.prepared(arrival.scope(), version));
        });
  }

  static Alteration takingPreparesOfAnyEpoch() {
    return BrokenReplicas.with(
        (honest, state, arrival) -> {
          if (!(arrival.request().message() instanceof Prepare prepare)) {
            return honest.step(state, arrival);
          }
          ClientSignature signature = prepare.signature();
          ClientSignature ofNow =
              new ClientSignature(
                  arrival.scope().epoch(), signature.publicKey(), signature.signature());
          return recording(
              prepare,
              honest.step(
                  state,
                  asking(arrival, new Prepare(prepare.nonce(), prepare.preparation(), ofNow))));
        });
  }

  static Alteration preparingOnWhatDidNotComplete() {
    return BrokenReplicas.with(
        (honest, state, arrival) ->
            arrival.request().message() instanceof Prepare
                ? new BftBcReplica(Mode.BASE).step(state, arrival)
                : honest.step(state, arrival));
  }

  static Alteration refusingWhatIsLate() {
    return BrokenReplicas.with(
        (honest, state, arrival) ->
            arrival.request().message() instanceof Prepare prepare
                    && prepare.preparation().version().ts().isAtMost(state.writeTs())
                ? Step.refuse(state, "P4", "a later write has completed")
                : honest.step(state, arrival));
  }

  /** An entry in either list counts for both; an optimistic one has no signature to show. */
  static Alteration keepingOneListForBothPaths() {
    return BrokenReplicas.with(
        (honest, state, arrival) -> {
          if (arrival.request().message() instanceof Prepare prepare) {
            Version asked = prepare.preparation().version();
            OptimisticEntry entry = state.optimisticList().get(asked.ts().client());
            ReplicaState now = state.learning(prepare.preparation().written());
            if (entry != null && !now.admits(asked, entry.version())) {
              Citation none = Citation.of(Version.GENESIS, Certificate.GENESIS);
              Promise unsigned = new Promise(entry.version(), none, null);
              return Step.reply(
                  state,
                  new ConflictReply(
                      prepare.nonce(), new PrepareEntry(unsigned, prepare.signature())));
            }
          }
          return honest.step(state, arrival);
        });
  }

  static Alteration answeringANonceAnew() {
    Bytes other = Bytes.wrap(new byte[Nonce.OPERATION_BYTES]);
    return BrokenReplicas.with(
        (honest, state, arrival) -> {
          if (!(arrival.request().message() instanceof ReadTsPrep)) {
            return honest.step(state, arrival);
          }
          Map<ClientId, OptimisticEntry> list = new HashMap<>(state.optimisticList());
          list.replaceAll((client, entry) -> new OptimisticEntry(entry.version(), other));
          return honest.step(BrokenReplicas.withLists(state, state.prepareList(), list), arrival);
        });
  }

  static Alteration takingPreparesOfRemovedClients() {
    return BrokenReplicas.with(
        (honest, state, arrival) ->
            honest.step(
                state,
                new Arrival<>(
                    arrival.scope(), arrival.sender(), arrival.request(), new Everybody())));
  }

  private record Everybody() implements Access {
    @Override
    public boolean isRevoked(ClientId client) {
      return false;
    }

    @Override
    public boolean mayRead(ClientId client, Key key) {
      return true;
    }

    @Override
    public boolean mayWrite(ClientId client, Key key) {
      return true;
    }
  }
}
