package org.quorate.register.bftbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.quorate.api.certificate.Certificate;
import org.quorate.api.certificate.Statement;
import org.quorate.api.machine.Claim;
import org.quorate.api.machine.ClaimVerifier;
import org.quorate.api.machine.Message;
import org.quorate.api.machine.ReplicaMachine;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.Epoch;
import org.quorate.api.model.ReplicaId;
import org.quorate.api.model.Timestamp;
import org.quorate.api.model.Timestamp.Path;
import org.quorate.api.model.Version;
import org.quorate.conformance.hostile.FieldTrial;
import org.quorate.conformance.hostile.MessageField;
import org.quorate.register.bftbc.Bench.Answer;
import org.quorate.register.bftbc.Bench.Party;
import org.quorate.register.bftbc.BftBcRequest.Prepare;

/**
 * A register with a history such that every field of every message is something: bob's write at the
 * counter 1 and mallory's at 2 have completed, which {@code completed} shows of the latter. In the
 * optimised mode mallory's is an optimistic one, and an entry of hers is open in the other list.
 */
final class Scene {
  /** At which nothing was ever prepared. */
  static final long MADE_UP_COUNTER = 40;

  final FieldTrial trial;
  final Conspiracy all;
  final Bench bench;

  /** Bob's. */
  final PreparedVersion before;

  final WrittenVersion completedBefore;

  /** Every replica, in the state before mallory's. */
  final ReplicaState stateBefore;

  /** Mallory's. */
  final PreparedVersion current;

  final WrittenVersion completed;

  /** Whose entry is open, in the optimised mode. */
  final Party mallory;

  final SceneMessages messages;

  /** What is false and taken as true at this moment. */
  private final Set<Claim> believed = new HashSet<>();

  Scene(FieldTrial trial, Mode mode) {
    this(trial, mode, Alteration.NONE);
  }

  Scene(FieldTrial trial, Mode mode, Alteration replicas) {
    this.trial = trial;
    all = new Conspiracy(credulous(replicas), mode, trial.faults());
    bench = all.bench;
    BftBcProtocol protocol = mode == Mode.STRONG ? BftBcProtocol.STRONG : BftBcProtocol.BASE;
    Drive bobs = Drive.write(bench, protocol, bob(), null, "b").finish(all.correct);
    before = bench.state(1).current().prepared();
    completedBefore = Objects.requireNonNull(Objects.requireNonNull(bobs.journal).last());
    mallory = all.client("mallory");
    stateBefore = bench.state(1);
    if (mode == Mode.OPTIMISED) {
      current = all.prepareOptimistically(mallory, "m");
      all.prepare(mallory, before, "open");
    } else {
      current = Objects.requireNonNull(all.tryPrepare(mallory, before, "m", completedBefore));
    }
    completed = all.write(current, "m", all.correct);
    messages = new SceneMessages(this, mode);
  }

  private Alteration credulous(Alteration replicas) {
    Alteration claims = BrokenClaims.believing(believed::contains);
    return new Alteration() {
      @Override
      public ClaimVerifier claims(ClaimVerifier proper) {
        return claims.claims(proper);
      }

      @Override
      public ReplicaMachine<ReplicaState, BftBcRequest, BftBcReply> replica(
          ReplicaId self, ReplicaMachine<ReplicaState, BftBcRequest, BftBcReply> proper) {
        return replicas.replica(self, proper);
      }
    };
  }

  Party bob() {
    return all.client("bob");
  }

  /** The version of mallory's open entry. */
  Version open() {
    return Objects.requireNonNull(bench.state(1).prepareList().get(mallory.id())).version();
  }

  /** What the field of the trial becomes in {@code message}; null if it stays what it is. */
  @Nullable Object changedContent(Message message) {
    Object content = Objects.requireNonNull(trial.field().in(message), "nothing to be changed");
    return trial.change().of(content, trial.field().in(messages.earlier(message)));
  }

  /** {@code message}, changed; null if that is no change, or no message. */
  <M extends Message> @Nullable M changed(M message) {
    Object content = changedContent(message);
    try {
      return content == null ? null : trial.field().with(message, content);
    } catch (IllegalArgumentException e) {
      return trial.leftOut() && content instanceof Path path ? onPath(message, path) : null;
    }
  }

  /** The record's own check of the path is left out together with the consent that it goes with. */
  private <M extends Message> @Nullable M onPath(M message, Path path) {
    MessageField holder = trial.field().holder().holder().holder();
    if (!(holder.in(message) instanceof PreparedVersion prepared)) {
      return null;
    }
    Timestamp ts = new Timestamp(prepared.ts().counter(), prepared.ts().client(), path);
    Version version = new Version(ts, prepared.version().hash());
    return holder.with(message, new PreparedVersion(version, prepared.certificate(), null));
  }

  /**
   * What is no certificate of {@code statement}, for the field alone: {@code genuine} with another
   * proof, or one that was made with the keys of another epoch. Null if the change is none.
   */
  @Nullable Certificate forged(Statement statement, Certificate genuine) {
    if (trial.isIn("epoch")) {
      Object number = trial.change().of(genuine.epoch().number(), null);
      return number == null ? null : bench.certificate(statement.in(new Epoch((long) number)));
    }
    Object proof = trial.change().of(genuine.proof(), completedBefore.certificate().proof());
    return proof == null ? null : new Certificate(genuine.epoch(), (Bytes) proof);
  }

  /** As long as {@code handing} takes, what is false in {@code message} is not seen to be. */
  private <T> T uncritically(Message message, Supplier<T> handing) {
    if (trial.leftOut()) {
      List<Claim> claims = message.claims(Bench.SCOPE);
      List<@Nullable String> failures = bench.verifier.failures(claims);
      for (int i = 0; i < claims.size(); i++) {
        if (failures.get(i) != null) {
          believed.add(claims.get(i));
        }
      }
    }
    T result = handing.get();
    believed.clear();
    return result;
  }

  /**
   * Hands {@code request} to all correct replicas; they must refuse it where nothing is left out.
   */
  List<Answer> deliver(BftBcRequest request) {
    Party sender = all.client("eavesdropper");
    if (!trial.leftOut()) {
      assertThat(all.refusalsOf(request, sender)).hasSize(1);
    }
    return uncritically(request, () -> bench.sendAll(sender, request, all.correct));
  }

  /** What {@code prepare} yields, with the accomplices' help; null if no certificate. */
  @Nullable PreparedVersion tryPrepare(Prepare prepare) {
    Version version = prepare.preparation().version();
    Certificate certificate =
        all.certificate(Statement.prepared(Bench.SCOPE, version), deliver(prepare));
    return certificate == null ? null : new PreparedVersion(version, certificate, null);
  }

  /** The accomplices answer with {@code reply}. */
  void lie(Drive operation, BftBcReply reply) {
    BftBcRequest asked = operation.request();
    for (int liar : all.accomplices) {
      hear(operation, new Answer(liar, reply, null, null), asked);
    }
  }

  void hear(Drive operation, Answer answer, BftBcRequest asked) {
    uncritically(
        Objects.requireNonNull(answer.reply()),
        () -> {
          operation.hear(answer, asked);
          return asked;
        });
  }

  Drive read(String reader) {
    return Drive.read(bench, BftBcProtocol.BASE, all.client(reader));
  }

  /** A write by the base protocol, which every replica of the other modes but strong answers. */
  Drive baseWrite(Party writer, @Nullable WriterJournal journal, String value) {
    return Drive.write(bench, BftBcProtocol.BASE, writer, journal, value);
  }
}
