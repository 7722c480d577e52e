package org.quorate.register.bftbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.quorate.api.certificate.Attestation;
import org.quorate.api.certificate.Certificate;
import org.quorate.api.certificate.Statement;
import org.quorate.api.machine.Input;
import org.quorate.api.machine.Outcome;
import org.quorate.api.model.ClientId;
import org.quorate.api.model.ReplicaId;
import org.quorate.api.model.Timestamp;
import org.quorate.api.model.Timestamp.Path;
import org.quorate.api.model.Version;
import org.quorate.conformance.hostile.FieldTrial;
import org.quorate.register.bftbc.Bench.Answer;
import org.quorate.register.bftbc.Bench.Party;
import org.quorate.register.bftbc.BftBcReply.ConflictReply;
import org.quorate.register.bftbc.BftBcReply.ReadReply;
import org.quorate.register.bftbc.BftBcReply.ReadTsPrepReply;
import org.quorate.register.bftbc.BftBcReply.ReadTsReply;
import org.quorate.register.bftbc.BftBcRequest.Prepare;
import org.quorate.register.bftbc.BftBcRequest.Write;

/** What comes of a reply in which f liars say something else than they should. */
final class ReplyFields {
  static final String FAILS = "a correct client's operation fails";

  private ReplyFields() {}

  private static String outcome(Drive operation) {
    if (operation.isPending()) {
      return "a correct client is stuck";
    }
    return operation.outcome instanceof Outcome.Failed ? FAILS : FieldTrial.NOTHING;
  }

  /** A write builds on what is shown. */
  static String readTs(FieldTrial trial) {
    Scene scene = new Scene(trial, Mode.OPTIMISED);
    Drive write = scene.baseWrite(scene.all.client("alice"), null, "v");
    ReadTsReply changed = scene.changed(new ReadTsReply(write.request().nonce(), scene.current));
    if (changed == null) {
      return FieldTrial.NOTHING;
    }
    scene.lie(write, changed);
    return outcome(write.finish(scene.all.correct));
  }

  /** As the last, where replicas predict differently. */
  static String readTsPrep(FieldTrial trial) {
    Scene scene = new Scene(trial, Mode.OPTIMISED);
    for (int lagging :
        Arrays.copyOfRange(scene.all.correct, trial.faults(), scene.all.correct.length)) {
      scene.bench.state(lagging, scene.stateBefore);
    }
    Party alice = scene.all.client("alice");
    Drive write = Drive.write(scene.bench, BftBcProtocol.OPTIMISED, alice, null, "v");
    Version granted = Bench.nextOptimistic(scene.current, alice, "v");
    ReadTsPrepReply changed =
        scene.changed(new ReadTsPrepReply(write.request().nonce(), scene.current, granted.ts()));
    if (changed == null) {
      return FieldTrial.NOTHING;
    }
    BftBcRequest asked = write.request();
    for (int liar : scene.all.accomplices) {
      scene.hear(write, new Answer(liar, changed, attested(scene, liar, granted), null), asked);
    }
    write.exchange(scene.all.correct);
    if (write.request() == asked) {
      write.feed(new Input.TimerFired<>());
    }
    return outcome(write.finish(scene.all.correct));
  }

  private static Attestation attested(Scene scene, int replica, Version version) {
    return scene.bench.attest(replica, Statement.prepared(Bench.SCOPE, version));
  }

  /** A client to which timestamps are the same that differ in the field. */
  static String granted(FieldTrial trial) {
    Scene scene = new Scene(trial, Mode.OPTIMISED);
    Party alice = scene.all.client("alice");
    Drive write = Drive.write(scene.bench, BftBcProtocol.OPTIMISED, alice, null, "v");
    BftBcRequest asked = write.request();
    Timestamp ts = Bench.nextOptimistic(scene.current, alice, "v").ts();
    ReadTsPrepReply first = scene.changed(new ReadTsPrepReply(asked.nonce(), scene.current, ts));
    if (first == null) {
      return FieldTrial.NOTHING;
    }
    Version shown = new Version(first.ts(), Bench.value("v").hash());
    for (int liar : scene.all.accomplices) {
      write.hear(new Answer(liar, first, attested(scene, liar, shown), null), asked);
    }
    for (Answer answer : scene.bench.sendAll(alice, asked, scene.all.correct)) {
      ReadTsPrepReply reply = answer.as(ReadTsPrepReply.class);
      write.hear(
          new Answer(
              answer.replica(),
              trial.leftOut() ? trial.field().with(reply, trial.field().in(first)) : reply,
              answer.attestation(),
              null),
          asked);
    }
    boolean isAccused = write.noticed.stream().anyMatch(one -> isCorrect(scene, one.replica()));
    return isAccused ? ReplyNonces.ACCUSED : outcome(write.finish(scene.all.correct));
  }

  private static boolean isCorrect(Scene scene, ReplicaId replica) {
    return Arrays.stream(scene.all.correct).anyMatch(number -> number == replica.number());
  }

  /** The record itself has no such content, whoever makes one. */
  static String refusedByTheRecord(FieldTrial trial) {
    Scene scene = new Scene(trial, Mode.OPTIMISED);
    Timestamp ts = scene.current.ts().successor(scene.mallory.id(), Path.OPTIMISTIC);
    ReadTsPrepReply reply = new ReadTsPrepReply(scene.bench.nonce(), scene.current, ts);
    Object content = scene.changedContent(reply);
    if (content != null) {
      assertThatThrownBy(() -> trial.field().with(reply, content))
          .isInstanceOf(IllegalArgumentException.class);
    }
    return FieldTrial.NOTHING;
  }

  /** A read meets an unfinished write. */
  static String read(FieldTrial trial) {
    Scene scene = new Scene(trial, Mode.OPTIMISED);
    Write unfinished = unfinished(scene);
    Drive read = scene.read("reader");
    ReadReply changed =
        scene.changed(
            new ReadReply(read.request().nonce(), unfinished.prepared(), null, unfinished.value()));
    if (changed == null) {
      return FieldTrial.NOTHING;
    }
    scene.lie(read, changed);
    return outcome(read.finish(scene.all.correct));
  }

  /** Carol's, which has reached one replica. */
  private static Write unfinished(Scene scene) {
    Write write = scene.messages.write();
    scene.bench.send(1, scene.all.client("carol"), write);
    return write;
  }

  /** An unfinished write is shown as a completed one. */
  static String writeCertificate(FieldTrial trial) {
    Scene scene = new Scene(trial, Mode.OPTIMISED);
    Write unfinished = unfinished(scene);
    Certificate forged =
        scene.forged(
            Statement.written(Bench.SCOPE, unfinished.prepared().version()),
            scene.completed.certificate());
    if (forged == null) {
      return FieldTrial.NOTHING;
    }
    Drive first = scene.read("first");
    scene.lie(
        first,
        new ReadReply(first.request().nonce(), unfinished.prepared(), forged, unfinished.value()));
    Version seen = first.finish(scene.all.correct).returned().version();
    int[] others = IntStream.rangeClosed(2, scene.bench.quorums.replicas()).toArray();
    Version seenThen = scene.read("second").finish(others).returned().version();
    return seen.isAfter(seenThen) ? "new, then old" : FieldTrial.NOTHING;
  }

  /**
   * The write of a client that lost its journal and is shown its forgotten entry, as {@code shown}
   * has it; null if that is nothing.
   */
  private static @Nullable Drive conflict(
      Scene scene, Function<ConflictReply, @Nullable ConflictReply> shown) {
    Party alice = scene.all.client("alice");
    WriterJournal journal = new WriterJournal(scene.completed, null);
    Drive forgotten = scene.baseWrite(alice, journal, "forgotten").exchange(scene.all.correct);
    PrepareEntry entry = forgotten.request(Prepare.class).entry();
    forgotten.exchange(scene.all.correct);
    scene
        .baseWrite(scene.bob(), new WriterJournal(scene.completedBefore, null), "covers it")
        .finish(scene.all.correct)
        .returned();
    Drive write = scene.baseWrite(alice, null, "v").exchange(scene.all.correct);
    ConflictReply lie = shown.apply(new ConflictReply(write.request(Prepare.class).nonce(), entry));
    if (lie == null) {
      return null;
    }
    scene.lie(write, lie);
    return write.finish(scene.all.correct);
  }

  /** What the entry says. */
  static String entry(FieldTrial trial) {
    Scene scene = new Scene(trial, Mode.OPTIMISED);
    Drive write = conflict(scene, scene::changed);
    return write == null ? FieldTrial.NOTHING : outcome(write);
  }

  /** What the entry says and the write does not depend on: whoever lies about it is found out. */
  static String restOfEntry(FieldTrial trial) {
    Scene scene = new Scene(trial, Mode.OPTIMISED);
    Drive write = conflict(scene, scene::changed);
    if (write == null) {
      return FieldTrial.NOTHING;
    }
    assertThat(outcome(write)).isEqualTo(FieldTrial.NOTHING);
    return write.noticed.isEmpty() ? "liars are not found out" : FieldTrial.NOTHING;
  }

  /** Who signed the entry, which is made up. */
  static String entrySignature(FieldTrial trial) {
    Scene scene = new Scene(trial, Mode.OPTIMISED);
    Drive write =
        conflict(
            scene,
            own -> {
              ConflictReply changed = scene.changed(own);
              Promise promise = madeUp(scene, own.entry().ts().client()).promise();
              return changed == null
                  ? null
                  : new ConflictReply(
                      own.nonce(), new PrepareEntry(promise, changed.entry().signature()));
            });
    return write == null ? FieldTrial.NOTHING : outcome(write);
  }

  private static Preparation madeUp(Scene scene, ClientId author) {
    Timestamp ts = new Timestamp(Scene.MADE_UP_COUNTER, author, Path.BASE);
    Version version = new Version(ts, Bench.value("made up").hash());
    return new Preparation(scene.current, version, scene.completed);
  }

  /** Whose entry it is: a namesake's, or of another name of one key. It is rightly signed. */
  static String entryClient(FieldTrial trial) {
    Scene scene = new Scene(trial, Mode.OPTIMISED);
    Party signer = trial.isIn("name") ? scene.all.client("alice") : scene.bob();
    Drive write =
        conflict(
            scene,
            own -> {
              ConflictReply changed = scene.changed(own);
              if (changed == null) {
                return null;
              }
              Preparation others = madeUp(scene, changed.entry().ts().client());
              ConflictReply shown =
                  new ConflictReply(own.nonce(), scene.bench.prepare(signer, others).entry());
              boolean isSigned = scene.bench.failures(shown).isEmpty();
              return trial.leftOut() && isSigned
                  ? trial.field().with(shown, trial.field().in(own))
                  : shown;
            });
    return write == null ? FieldTrial.NOTHING : outcome(write);
  }
}
