package org.quorate.register.bftbc;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.quorate.api.certificate.Certificate;
import org.quorate.api.machine.Access;
import org.quorate.api.machine.Arrival;
import org.quorate.api.machine.Nonce;
import org.quorate.api.machine.ReplicaMachine;
import org.quorate.api.machine.Step;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.ClientId;
import org.quorate.api.model.Key;
import org.quorate.api.model.ReplicaId;
import org.quorate.api.model.Timestamp;
import org.quorate.api.model.Version;
import org.quorate.register.bftbc.BftBcReply.ConflictReply;
import org.quorate.register.bftbc.BftBcRequest.Prepare;
import org.quorate.register.bftbc.BftBcRequest.ReadTsPrep;
import org.quorate.register.bftbc.BftBcRequest.Write;
import org.quorate.register.bftbc.Promise.Citation;
import org.quorate.register.bftbc.ReplicaState.Current;

/** Replicas that leave a rule out, each around honest ones. */
final class BrokenReplicas {
  private BrokenReplicas() {}

  /** What a broken replica does in the place of an honest one. */
  private interface Fault {
    Step<ReplicaState, BftBcReply> step(
        ReplicaMachine<ReplicaState, BftBcRequest, BftBcReply> honest,
        ReplicaState state,
        Arrival<BftBcRequest> arrival);
  }

  private record Broken(ReplicaMachine<ReplicaState, BftBcRequest, BftBcReply> honest, Fault fault)
      implements Liars.Machine {
    @Override
    public Step<ReplicaState, BftBcReply> step(ReplicaState state, Arrival<BftBcRequest> arrival) {
      return fault.step(honest, state, arrival);
    }
  }

  private static Alteration with(Fault fault) {
    return new Alteration() {
      @Override
      public ReplicaMachine<ReplicaState, BftBcRequest, BftBcReply> replica(
          ReplicaId self, ReplicaMachine<ReplicaState, BftBcRequest, BftBcReply> proper) {
        return new Broken(proper, fault);
      }
    };
  }

  /** What a broken replica keeps of what it should. */
  private interface Memory {
    ReplicaState after(ReplicaState before, ReplicaState proper);
  }

  private static Alteration keeping(Memory memory) {
    return with(
        (honest, state, arrival) -> {
          Step<ReplicaState, BftBcReply> step = honest.step(state, arrival);
          return step.refusal() == null ? moved(step, memory.after(state, step.next())) : step;
        });
  }

  private static Step<ReplicaState, BftBcReply> moved(
      Step<ReplicaState, BftBcReply> step, ReplicaState next) {
    return new Step<>(next, step.reply(), step.attest(), step.refusal());
  }

  private static ReplicaState withLists(
      ReplicaState state,
      Map<ClientId, PrepareEntry> prepareList,
      Map<ClientId, OptimisticEntry> optimisticList) {
    return new ReplicaState(
        state.current(), state.value(), state.writeTs(), prepareList, optimisticList);
  }

  private static ReplicaState withoutLists(ReplicaState state) {
    return withLists(state, Map.of(), Map.of());
  }

  private static <V> Map<ClientId, V> merged(Map<ClientId, V> before, Map<ClientId, V> later) {
    Map<ClientId, V> all = new HashMap<>(before);
    all.putAll(later);
    return Map.copyOf(all);
  }

  static Alteration grantingAnything() {
    return with(
        (honest, state, arrival) -> {
          Step<ReplicaState, BftBcReply> step = honest.step(withoutLists(state), arrival);
          ReplicaState next = step.next();
          return moved(
              step,
              withLists(
                  next,
                  merged(state.prepareList(), next.prepareList()),
                  merged(state.optimisticList(), next.optimisticList())));
        });
  }

  static Alteration forgettingClosedEntries() {
    return keeping(
        (before, after) -> {
          Predicate<Version> open = version -> version.ts().isAfter(after.writeTs());
          return withLists(
              after,
              after.prepareList().entrySet().stream()
                  .filter(entry -> open.test(entry.getValue().version()))
                  .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)),
              after.optimisticList().entrySet().stream()
                  .filter(entry -> open.test(entry.getValue().version()))
                  .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
        });
  }

  static Alteration recordingNothing() {
    return keeping((before, after) -> withoutLists(after));
  }

  /** Now and then, because who never holds anything is found at once. */
  static Alteration holdingOldVersions() {
    return keeping(
        (before, after) ->
            after.current().version().ts().counter() % 3 == 0
                ? new ReplicaState(
                    before.current(),
                    before.value(),
                    after.writeTs(),
                    after.prepareList(),
                    after.optimisticList())
                : after);
  }

  static Alteration keepingTheWriteCertificateOfAnotherVersion() {
    return keeping(
        (before, after) ->
            after.current().writeCertificate() == null
                ? new ReplicaState(
                    new Current(after.current().prepared(), before.current().writeCertificate()),
                    after.value(),
                    after.writeTs(),
                    after.prepareList(),
                    after.optimisticList())
                : after);
  }

  static Alteration installingWhateverIsWritten() {
    return with(
        (honest, state, arrival) -> {
          Step<ReplicaState, BftBcReply> step = honest.step(state, arrival);
          return step.refusal() == null && arrival.request().message() instanceof Write write
              ? moved(step, state.holding(write.prepared(), write.value()))
              : step;
        });
  }

  /** Grants what follows on {@code P} at any distance; the entry is what the client signed. */
  static Alteration grantingAnySuccessor() {
    return with(
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
    return with(
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
    Step<ReplicaState, BftBcReply> step =
        (isOnACompletedWrite ? new BftBcReplica(Mode.BASE) : honest)
            .step(state, asking(arrival, new Prepare(prepare.nonce(), other, prepare.signature())));
    return step.attest() == null ? step : moved(step, step.next().preparing(prepare.entry()));
  }

  private static Arrival<BftBcRequest> asking(Arrival<BftBcRequest> arrival, BftBcRequest instead) {
    return new Arrival<>(
        arrival.scope(),
        arrival.sender(),
        BrokenClaims.believed(instead, arrival.scope()),
        arrival.access());
  }

  static Alteration preparingOnWhatDidNotComplete() {
    return with(
        (honest, state, arrival) ->
            arrival.request().message() instanceof Prepare
                ? new BftBcReplica(Mode.BASE).step(state, arrival)
                : honest.step(state, arrival));
  }

  static Alteration refusingWhatIsLate() {
    return with(
        (honest, state, arrival) ->
            arrival.request().message() instanceof Prepare prepare
                    && prepare.preparation().version().ts().isAtMost(state.writeTs())
                ? Step.refuse(state, "P4", "a later write has completed")
                : honest.step(state, arrival));
  }

  /** An entry in either list counts for both; an optimistic one has no signature to show. */
  static Alteration keepingOneListForBothPaths() {
    return with(
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
    return with(
        (honest, state, arrival) -> {
          if (!(arrival.request().message() instanceof ReadTsPrep)) {
            return honest.step(state, arrival);
          }
          Map<ClientId, OptimisticEntry> list = new HashMap<>(state.optimisticList());
          list.replaceAll((client, entry) -> new OptimisticEntry(entry.version(), other));
          return honest.step(withLists(state, state.prepareList(), list), arrival);
        });
  }

  static Alteration takingPreparesOfRemovedClients() {
    return with(
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

  static Alteration forgettingEntriesAtARestart() {
    Set<ReplicaId> restarted = new HashSet<>();
    return new Alteration() {
      @Override
      public void restarted(ReplicaId replica) {
        restarted.add(replica);
      }

      @Override
      public ReplicaMachine<ReplicaState, BftBcRequest, BftBcReply> replica(
          ReplicaId self, ReplicaMachine<ReplicaState, BftBcRequest, BftBcReply> proper) {
        return new Broken(
            proper,
            (honest, state, arrival) ->
                honest.step(restarted.remove(self) ? withoutLists(state) : state, arrival));
      }
    };
  }
}
