package org.quorate.register.bftbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.quorate.api.machine.Ask;
import org.quorate.api.machine.ClientOperation;
import org.quorate.api.machine.ClientStep;
import org.quorate.api.machine.Input;
import org.quorate.api.machine.Outcome;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.ReplicaId;
import org.quorate.api.model.ReplicaSet;
import org.quorate.api.quorum.Misbehaviour;
import org.quorate.register.bftbc.Bench.Answer;
import org.quorate.register.bftbc.Bench.Party;

/** One client operation on a bench, driven by hand. */
final class Drive {
  private final Bench bench;
  private final Party client;
  private ClientOperation<BftBcRequest, BftBcReply, WriterJournal> operation;
  private List<Ask<BftBcRequest>> asks = List.of();
  final List<Bytes> signed = new ArrayList<>();
  final List<Misbehaviour> noticed = new ArrayList<>();
  @Nullable WriterJournal journal;
  @Nullable Integer timerMillis;
  Outcome outcome = Outcome.pending();
  int roundTrips;

  private Drive(
      Bench bench,
      Party client,
      ClientOperation<BftBcRequest, BftBcReply, WriterJournal> operation,
      @Nullable WriterJournal journal) {
    this.bench = bench;
    this.client = client;
    this.operation = operation;
    this.journal = journal;
    feed(new Input.Started<>());
  }

  static Drive of(
      Bench bench,
      Party client,
      ClientOperation<BftBcRequest, BftBcReply, WriterJournal> operation) {
    return new Drive(bench, client, operation, null);
  }

  static Drive read(Bench bench, BftBcProtocol protocol, Party client) {
    return new Drive(
        bench, client, protocol.read(bench.setting(client, null), bench.nonce()), null);
  }

  static Drive write(
      Bench bench,
      BftBcProtocol protocol,
      Party client,
      @Nullable WriterJournal journal,
      String value) {
    return new Drive(
        bench,
        client,
        protocol.write(bench.setting(client, journal), bench.nonce(), Bench.value(value)),
        journal);
  }

  static Drive resume(Bench bench, BftBcProtocol protocol, Party client, WriterJournal journal) {
    return new Drive(
        bench,
        client,
        Objects.requireNonNull(
            protocol.resume(bench.setting(client, journal), bench.nonce()), "nothing pending"),
        journal);
  }

  /** Nothing, once the operation has ended. */
  void feed(Input<BftBcReply> input) {
    if (!isPending()) {
      return;
    }
    ClientStep<BftBcRequest, BftBcReply, WriterJournal> step = operation.step(input);
    operation = step.next();
    if (step.journal() != null) {
      journal = step.journal();
    }
    if (!step.asks().isEmpty()) {
      asks = step.asks();
      roundTrips++;
    }
    if (step.timerMillis() != null) {
      timerMillis = step.timerMillis();
    }
    noticed.addAll(step.noticed());
    outcome = step.outcome();
    if (step.sign() != null) {
      signed.add(step.sign());
      feed(new Input.Signed<>(bench.sign(client, step.sign()).signature()));
    }
  }

  /** What it asks at present. */
  BftBcRequest request() {
    assertThat(asks).hasSize(1);
    return asks.get(0).request();
  }

  <R extends BftBcRequest> R request(Class<R> type) {
    assertThat(request()).isInstanceOf(type);
    return type.cast(request());
  }

  /** Whom it asks at present. */
  ReplicaSet asked() {
    assertThat(asks).hasSize(1);
    return asks.get(0).to();
  }

  /** Sends its present request to these replicas, and it their answers, one after another. */
  Drive exchange(int... replicas) {
    BftBcRequest request = request();
    for (int replica : replicas) {
      assertThat(asked().contains(new ReplicaId(replica)) || request() != request).isTrue();
      hear(bench.send(replica, client, request), request);
    }
    return this;
  }

  /**
   * Hears an answer to {@code request}; of what is false in it, the client's host only takes note.
   */
  void hear(Answer answer, BftBcRequest request) {
    List<String> failures = answer.reply() == null ? List.of() : bench.failures(answer.reply());
    if (failures.isEmpty()) {
      feed(bench.input(answer, request.nonce()));
    } else {
      noticed.add(new Misbehaviour(new ReplicaId(answer.replica()), failures.get(0)));
    }
  }

  /** Goes on with those of these replicas that it asks, until it ends. */
  Drive finish(int... replicas) {
    for (int round = 0; round < 10 && isPending(); round++) {
      ReplicaSet present = asked().intersection(ReplicaSet.of(replicas));
      exchange(present.stream().mapToInt(ReplicaId::number).toArray());
    }
    return this;
  }

  boolean isPending() {
    return outcome instanceof Outcome.Pending;
  }

  Outcome.Returned returned() {
    assertThat(outcome).as(progress()).isInstanceOf(Outcome.Returned.class);
    return (Outcome.Returned) outcome;
  }

  String failure() {
    assertThat(outcome).as(progress()).isInstanceOf(Outcome.Failed.class);
    return ((Outcome.Failed) outcome).reason();
  }

  String progress() {
    return operation.progress();
  }
}
