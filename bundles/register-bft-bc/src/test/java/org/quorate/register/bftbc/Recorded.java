package org.quorate.register.bftbc;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.quorate.api.certificate.Statement;
import org.quorate.api.machine.Ask;
import org.quorate.api.machine.ClientOperation;
import org.quorate.api.machine.Nonce;
import org.quorate.api.machine.ReplicaMachine;
import org.quorate.api.machine.Step;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.ClientId;
import org.quorate.api.model.ReplicaId;
import org.quorate.api.model.ReplicaSet;
import org.quorate.api.model.Timestamp;
import org.quorate.api.model.Timestamp.Path;
import org.quorate.api.model.Version;
import org.quorate.api.quorum.QuorumSystem;
import org.quorate.register.bftbc.BftBcRequest.Prepare;
import org.quorate.register.bftbc.BftBcRequest.Write;

/**
 * What correct replicas and correct clients do in a run, in the terms of {@code
 * src/test/tla/BftBc.tla}: what they attest, install, learn and decide for the first time.
 */
final class Recorded implements Alteration {
  private final Alteration inner;
  private final ReplicaSet correct;
  private final List<String> writers;
  private final int honest;
  private final List<Did> steps = new ArrayList<>();
  private final Map<ReplicaId, Set<Version>> attested = new HashMap<>();
  private final Set<Timestamp> decided = new HashSet<>();

  /** Values have numbers at each timestamp, in the order in which they turn up. */
  private final Map<Timestamp, List<Bytes>> values = new HashMap<>();

  /**
   * A step.
   *
   * @param by a replica's number, or a client's
   * @param what a version or a timestamp
   */
  record Did(String did, int by, long what) {
    @Override
    public String toString() {
      return "[did |-> \"" + did + "\", by |-> " + by + ", what |-> " + what + "]";
    }
  }

  /**
   * @param inner what is altered apart from that
   * @param writers the names of all clients that write, in their order
   * @param honest how many of them are correct: the first ones
   */
  Recorded(Alteration inner, ReplicaSet correct, List<String> writers, int honest) {
    this.inner = inner;
    this.correct = correct;
    this.writers = writers;
    this.honest = honest;
  }

  List<Did> steps() {
    return steps;
  }

  /** As a sequence of TLA+. */
  String text() {
    return steps.stream().map(Did::toString).collect(joining(",\n    ", "  <<\n    ", "\n  >>"));
  }

  long counterMax() {
    return values.keySet().stream().mapToLong(Timestamp::counter).max().orElse(0);
  }

  @Override
  public ReplicaMachine<ReplicaState, BftBcRequest, BftBcReply> replica(
      ReplicaId self, ReplicaMachine<ReplicaState, BftBcRequest, BftBcReply> proper) {
    ReplicaMachine<ReplicaState, BftBcRequest, BftBcReply> machine = inner.replica(self, proper);
    return correct.contains(self)
        ? BrokenReplicas.with(
                (watched, state, arrival) -> stepped(self, state, watched.step(state, arrival)))
            .replica(self, machine)
        : machine;
  }

  private Step<ReplicaState, BftBcReply> stepped(
      ReplicaId self, ReplicaState state, Step<ReplicaState, BftBcReply> step) {
    ReplicaState next = step.next();
    if (!next.writeTs().equals(state.writeTs())) {
      did("learn", self.number(), number(next.writeTs()));
    }
    Statement statement = step.attest();
    if (statement != null
        && statement.kind() == Statement.Kind.PREPARED
        && attested.computeIfAbsent(self, any -> new HashSet<>()).add(statement.version())) {
      boolean isBase = statement.version().ts().path() == Path.BASE;
      did(isBase ? "prepare" : "grant", self.number(), number(statement.version()));
    }
    if (!next.current().version().equals(state.current().version())) {
      did("write", self.number(), number(next.current().version()));
    }
    return step;
  }

  @Override
  public ClientOperation<BftBcRequest, BftBcReply, WriterJournal> write(
      ClientOperation<BftBcRequest, BftBcReply, WriterJournal> proper) {
    return BrokenClients.watched(
        inner.write(proper), step -> step.asks().stream().map(Ask::request).forEach(this::asked));
  }

  @Override
  public ClientOperation<BftBcRequest, BftBcReply, WriterJournal> read(
      QuorumSystem quorums,
      Nonce nonce,
      ClientOperation<BftBcRequest, BftBcReply, WriterJournal> proper) {
    return inner.read(quorums, nonce, proper);
  }

  @Override
  public @Nullable WriterJournal journal(@Nullable WriterJournal proper) {
    return inner.journal(proper);
  }

  /** What is asked for the first time has just been decided: nobody has seen its signature. */
  private void asked(BftBcRequest request) {
    if (request instanceof Prepare prepare) {
      decides(prepare.preparation().version());
    } else if (request instanceof Write write && write.prepared().consent() != null) {
      decides(write.prepared().version());
    }
  }

  private void decides(Version version) {
    Timestamp ts = version.ts();
    if (numberOf(ts.client()) <= honest && decided.add(ts)) {
      number(version);
      did("decide", numberOf(ts.client()), number(ts));
    }
  }

  private void did(String what, int by, long which) {
    steps.add(new Did(what, by, which));
  }

  private int numberOf(ClientId client) {
    return 1 + writers.indexOf(client.name());
  }

  /** Ts of the module. */
  private long number(Timestamp ts) {
    return 100 * ts.counter() + 10L * numberOf(ts.client()) + (ts.path() == Path.BASE ? 1 : 0);
  }

  /** Version of the module. */
  private long number(Version version) {
    List<Bytes> known = values.computeIfAbsent(version.ts(), any -> new ArrayList<>());
    if (!known.contains(version.hash())) {
      known.add(version.hash());
    }
    return 10 * number(version.ts()) + known.indexOf(version.hash());
  }
}
