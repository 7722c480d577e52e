package org.quorate.register.bftbc;

import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.quorate.api.machine.Arrival;
import org.quorate.api.machine.ClientOperation;
import org.quorate.api.machine.ClientStep;
import org.quorate.api.machine.Input;
import org.quorate.api.machine.Nonce;
import org.quorate.api.machine.ReplicaMachine;
import org.quorate.api.machine.Step;
import org.quorate.api.model.Key;
import org.quorate.api.model.ReplicaId;
import org.quorate.api.model.Value;
import org.quorate.api.quorum.QuorumSystem;
import org.quorate.api.register.Guarantee;
import org.quorate.api.register.RegisterProtocol;
import org.quorate.api.register.Requirements;
import org.quorate.register.bftbc.BftBcRequest.Write;

/** The protocol with one rule left out, without a trace of that in the protocol itself. */
final class Mutants {
  private Mutants() {}

  /** P3 as if closed entries were dropped. */
  static Mutant forgettingClosedEntries(BftBcProtocol protocol) {
    return new Mutant(
        protocol, honest -> new Altered(honest, Mutants::withoutClosed), read -> read, j -> j);
  }

  private static ReplicaState withoutClosed(ReplicaState before, ReplicaState after) {
    return new ReplicaState(
        after.current(),
        after.value(),
        after.writeTs(),
        after.prepareList().entrySet().stream()
            .filter(entry -> entry.getValue().ts().isAfter(after.writeTs()))
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)),
        after.optimisticList().entrySet().stream()
            .filter(entry -> entry.getValue().version().ts().isAfter(after.writeTs()))
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
  }

  /** P4, P5 left out: nothing is recorded. */
  static Mutant recordingNothing(BftBcProtocol protocol) {
    return new Mutant(
        protocol,
        honest ->
            new Altered(
                honest,
                (before, after) ->
                    new ReplicaState(
                        after.current(), after.value(), after.writeTs(), Map.of(), Map.of())),
        read -> read,
        j -> j);
  }

  /** Acknowledges a WRITE without installing it, now and then. */
  static Mutant holdingOldVersions(BftBcProtocol protocol) {
    return new Mutant(
        protocol,
        honest ->
            new Altered(
                honest,
                (before, after) ->
                    after.current().version().ts().counter() % 3 == 0
                        ? new ReplicaState(
                            before.current(),
                            before.value(),
                            after.writeTs(),
                            after.prepareList(),
                            after.optimisticList())
                        : after),
        read -> read,
        j -> j);
  }

  /** A reader returns what it should first write back. */
  static Mutant withoutWriteBack(BftBcProtocol protocol) {
    return new Mutant(protocol, honest -> honest, NoWriteBack::new, j -> j);
  }

  /** A client that restarts begins its write anew, whatever it had prepared or consented to. */
  static Mutant forgettingWhatWasPrepared(BftBcProtocol protocol) {
    return new Mutant(
        protocol,
        honest -> honest,
        read -> read,
        journal ->
            journal == null || journal.pending() == null
                ? journal
                : new WriterJournal(
                    journal.last(),
                    new WriterJournal.Pending(journal.pending().value(), null, null)));
  }

  private record Altered(
      ReplicaMachine<ReplicaState, BftBcRequest, BftBcReply> honest,
      BiFunction<ReplicaState, ReplicaState, ReplicaState> alter)
      implements ReplicaMachine<ReplicaState, BftBcRequest, BftBcReply> {
    @Override
    public ReplicaState initial(Key key) {
      return honest.initial(key);
    }

    @Override
    public Step<ReplicaState, BftBcReply> step(ReplicaState state, Arrival<BftBcRequest> arrival) {
      Step<ReplicaState, BftBcReply> step = honest.step(state, arrival);
      return step.refusal() != null
          ? step
          : new Step<>(alter.apply(state, step.next()), step.reply(), step.attest(), null);
    }
  }

  private record NoWriteBack(ClientOperation<BftBcRequest, BftBcReply, WriterJournal> honest)
      implements ClientOperation<BftBcRequest, BftBcReply, WriterJournal> {
    @Override
    public ClientStep<BftBcRequest, BftBcReply, WriterJournal> step(Input<BftBcReply> input) {
      ClientStep<BftBcRequest, BftBcReply, WriterJournal> step = honest.step(input);
      if (!step.asks().isEmpty() && step.asks().get(0).request() instanceof Write write) {
        return ClientStep.<BftBcRequest, BftBcReply, WriterJournal>to(this)
            .returning(write.prepared().version(), write.value());
      }
      return new ClientStep<>(
          new NoWriteBack(step.next()),
          step.asks(),
          step.journal(),
          step.sign(),
          step.timerMillis(),
          step.noticed(),
          step.outcome());
    }

    @Override
    public String progress() {
      return honest.progress();
    }
  }

  /** A protocol, altered. */
  record Mutant(
      BftBcProtocol honest,
      UnaryOperator<ReplicaMachine<ReplicaState, BftBcRequest, BftBcReply>> replicas,
      UnaryOperator<ClientOperation<BftBcRequest, BftBcReply, WriterJournal>> reads,
      UnaryOperator<@Nullable WriterJournal> journals)
      implements RegisterProtocol<ReplicaState, BftBcRequest, BftBcReply, WriterJournal> {
    @Override
    public String name() {
      return honest.name() + "-mutant";
    }

    @Override
    public Requirements requirements() {
      return honest.requirements();
    }

    @Override
    public Guarantee guarantee() {
      return honest.guarantee();
    }

    @Override
    public Types<ReplicaState, BftBcRequest, BftBcReply, WriterJournal> types() {
      return honest.types();
    }

    @Override
    public ReplicaMachine<ReplicaState, BftBcRequest, BftBcReply> replica(
        ReplicaId self, QuorumSystem quorums) {
      return replicas.apply(honest.replica(self, quorums));
    }

    @Override
    public ClientOperation<BftBcRequest, BftBcReply, WriterJournal> read(
        ClientSetting<WriterJournal> setting, Nonce nonce) {
      return reads.apply(honest.read(setting, nonce));
    }

    @Override
    public ClientOperation<BftBcRequest, BftBcReply, WriterJournal> write(
        ClientSetting<WriterJournal> setting, Nonce nonce, Value value) {
      return honest.write(setting, nonce, value);
    }

    @Override
    public @Nullable ClientOperation<BftBcRequest, BftBcReply, WriterJournal> resume(
        ClientSetting<WriterJournal> setting, Nonce nonce) {
      return honest.resume(
          new ClientSetting<>(
              setting.scope(),
              setting.self(),
              setting.publicKey(),
              setting.quorums(),
              setting.certifier(),
              journals.apply(setting.journal())),
          nonce);
    }
  }
}
