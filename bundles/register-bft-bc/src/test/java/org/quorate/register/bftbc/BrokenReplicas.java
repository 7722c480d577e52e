package org.quorate.register.bftbc;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.quorate.api.machine.Arrival;
import org.quorate.api.machine.ReplicaMachine;
import org.quorate.api.machine.Step;
import org.quorate.api.model.ClientId;
import org.quorate.api.model.ReplicaId;
import org.quorate.api.model.Version;
import org.quorate.register.bftbc.BftBcRequest.Write;
import org.quorate.register.bftbc.ReplicaState.Current;

/** Replicas that do not keep what they should, each around honest ones. */
final class BrokenReplicas {
  private BrokenReplicas() {}

  /** What a broken replica does in the place of an honest one. */
  interface Fault {
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

  /** The same fault at every replica. */
  static Alteration with(Fault fault) {
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

  /** {@code step}, but to {@code next}. */
  static Step<ReplicaState, BftBcReply> moved(
      Step<ReplicaState, BftBcReply> step, ReplicaState next) {
    return new Step<>(next, step.reply(), step.attest(), step.refusal());
  }

  static ReplicaState withLists(
      ReplicaState state,
      Map<ClientId, PrepareEntry> prepareList,
      Map<ClientId, OptimisticEntry> optimisticList) {
    return new ReplicaState(
        state.current(), state.value(), state.writeTs(), prepareList, optimisticList);
  }

  static ReplicaState withoutLists(ReplicaState state) {
    return withLists(state, Map.of(), Map.of());
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
