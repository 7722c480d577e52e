package org.quorate.register.bftbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.quorate.api.model.Timestamp;
import org.quorate.conformance.hostile.FieldChange;
import org.quorate.conformance.hostile.FieldTrial;
import org.quorate.register.bftbc.Bench.Answer;
import org.quorate.register.bftbc.Bench.Party;
import org.quorate.register.bftbc.BftBcReply.ConflictReply;
import org.quorate.register.bftbc.BftBcReply.PrepareReply;
import org.quorate.register.bftbc.BftBcReply.ReadReply;
import org.quorate.register.bftbc.BftBcReply.ReadTsPrepReply;
import org.quorate.register.bftbc.BftBcReply.ReadTsReply;
import org.quorate.register.bftbc.BftBcReply.WriteReply;

/**
 * Right answers to another question, all replicas being correct: to an earlier one of the same
 * operation, or to the same one of an earlier operation.
 */
final class ReplyNonces {
  static final String ACCUSED = "correct replicas are accused";
  static final String BELOW = "what had completed is missed";

  private ReplyNonces() {}

  /**
   * An operation, and answers that are not to what it asks now.
   *
   * @param completed before it began
   */
  private record Stray(Party client, Drive operation, List<Answer> answers, Timestamp completed) {}

  private interface Story {
    Stray of(Scene scene);
  }

  private static final Map<Class<?>, Story> TO_AN_EARLIER_QUESTION =
      Map.of(
          ReadTsReply.class,
          scene -> late(scene, scene.baseWrite(alice(scene), null, "v"), alice(scene)),
          ReadTsPrepReply.class,
          scene -> late(scene, optimisticWrite(scene, "v"), alice(scene)),
          PrepareReply.class,
          scene -> late(scene, upToPrepare(scene, null, "v"), alice(scene)),
          ConflictReply.class,
          ReplyNonces::lateConflict,
          WriteReply.class,
          ReplyNonces::lateInAStrongWrite,
          ReadReply.class,
          ReplyNonces::lateInARead);

  private static final Map<Class<?>, Story> IN_AN_EARLIER_OPERATION =
      Map.of(
          ReadTsReply.class,
          ReplyNonces::oldTimestamps,
          ReadTsPrepReply.class,
          ReplyNonces::oldGrants,
          PrepareReply.class,
          ReplyNonces::oldPrepares,
          ConflictReply.class,
          ReplyNonces::oldConflicts,
          WriteReply.class,
          ReplyNonces::oldWrites,
          ReadReply.class,
          ReplyNonces::oldReads);

  static String tell(FieldTrial trial) {
    Class<?> reply = trial.field().message();
    boolean isOfARound = trial.isIn("round");
    Scene scene =
        new Scene(trial, isOfARound && reply == WriteReply.class ? Mode.STRONG : Mode.OPTIMISED);
    Stray stray =
        Objects.requireNonNull(
                (isOfARound ? TO_AN_EARLIER_QUESTION : IN_AN_EARLIER_OPERATION).get(reply))
            .of(scene);
    Drive operation = stray.operation();
    BftBcRequest asked = operation.request();
    if (trial.change() == FieldChange.EARLIER) {
      for (Answer answer : stray.answers()) {
        BftBcReply earlier = answer.as(BftBcReply.class);
        BftBcReply taken = trial.field().with(earlier, now(trial, asked));
        hear(operation, answer, trial.leftOut() ? taken : earlier);
      }
    } else if (!trial.leftOut()) {
      for (Answer answer : scene.bench.sendAll(stray.client(), asked, scene.all.correct)) {
        BftBcReply changed = scene.changed(answer.as(BftBcReply.class));
        if (changed != null) {
          hear(operation, answer, changed);
        }
      }
      assertThat(operation.request()).isSameAs(asked);
    }
    if (!operation.noticed.isEmpty()) {
      return ACCUSED;
    }
    Timestamp ts = operation.finish(scene.all.correct).returned().version().ts();
    return stray.completed().isAfter(ts) ? BELOW : FieldTrial.NOTHING;
  }

  /** What the field is in answers to {@code asked}. */
  private static Object now(FieldTrial trial, BftBcRequest asked) {
    return Objects.requireNonNull(trial.field().in(asked));
  }

  private static void hear(Drive operation, Answer answer, BftBcReply reply) {
    operation.hear(
        new Answer(answer.replica(), reply, answer.attestation(), null), operation.request());
  }

  private static Party alice(Scene scene) {
    return scene.all.client("alice");
  }

  private static Drive optimisticWrite(Scene scene, String value) {
    return Drive.write(scene.bench, BftBcProtocol.OPTIMISED, alice(scene), null, value);
  }

  private static Drive upToPrepare(Scene scene, @Nullable WriterJournal journal, String value) {
    return scene.baseWrite(alice(scene), journal, value).exchange(scene.all.correct);
  }

  private static Drive upToWrite(Scene scene, @Nullable WriterJournal journal, String value) {
    return upToPrepare(scene, journal, value).exchange(scene.all.correct);
  }

  /** Of the last replica, when the others have answered and something else is asked. */
  private static Stray late(Scene scene, Drive operation, Party client) {
    int last = scene.bench.quorums.replicas();
    Answer answer = scene.bench.send(last, client, operation.request());
    operation.exchange(scene.all.correct);
    return new Stray(client, operation, List.of(answer), scene.current.ts());
  }

  private static Stray lateInAStrongWrite(Scene scene) {
    scene.bench.send(1, scene.all.client("carol"), scene.messages.write());
    Drive write = Drive.write(scene.bench, BftBcProtocol.STRONG, alice(scene), null, "v");
    return late(scene, write.exchange(scene.all.correct), alice(scene));
  }

  private static Stray lateInARead(Scene scene) {
    scene.bench.send(1, scene.all.client("carol"), scene.messages.write());
    return late(scene, scene.read("reader"), scene.all.client("reader"));
  }

  /** A PREPARE of a client that has lost its journal, and whose forgotten entry is covered. */
  private static Drive conflicting(Scene scene) {
    upToWrite(scene, null, "forgotten");
    completed(scene);
    return upToPrepare(scene, null, "v");
  }

  private static Stray lateConflict(Scene scene) {
    Drive write = conflicting(scene);
    int[] correct = scene.all.correct;
    Answer late = scene.bench.send(correct.length, alice(scene), write.request());
    write.exchange(scene.all.enough());
    return new Stray(alice(scene), write, List.of(late), scene.current.ts());
  }

  /** The timestamp of a write that is not alice's. */
  private static Timestamp completed(Scene scene) {
    return scene
        .baseWrite(scene.bob(), new WriterJournal(scene.completedBefore, null), "x")
        .finish(scene.all.correct)
        .returned()
        .version()
        .ts();
  }

  /** Nothing was prepared, so the write can be given up. */
  private static Stray oldTimestamps(Scene scene) {
    List<Answer> old = answers(scene, scene.baseWrite(alice(scene), null, "given up"));
    Timestamp completed = completed(scene);
    return new Stray(alice(scene), scene.baseWrite(alice(scene), null, "v"), old, completed);
  }

  private static List<Answer> answers(Scene scene, Drive operation) {
    return scene.bench.sendAll(alice(scene), operation.request(), scene.all.correct);
  }

  private static Stray oldGrants(Scene scene) {
    List<Answer> old = answers(scene, optimisticWrite(scene, "given up"));
    return new Stray(alice(scene), optimisticWrite(scene, "v"), old, scene.current.ts());
  }

  private static Stray oldPrepares(Scene scene) {
    Drive first = upToPrepare(scene, null, "v0");
    List<Answer> old = answers(scene, first);
    first.finish(scene.all.correct);
    return new Stray(
        alice(scene), upToPrepare(scene, first.journal, "v"), old, first.returned().version().ts());
  }

  private static Stray oldConflicts(Scene scene) {
    Drive first = conflicting(scene);
    List<Answer> old = answers(scene, first);
    first.finish(scene.all.correct);
    return new Stray(
        alice(scene), upToPrepare(scene, first.journal, "w"), old, first.returned().version().ts());
  }

  private static Stray oldWrites(Scene scene) {
    Drive first = upToWrite(scene, null, "v0");
    List<Answer> old = answers(scene, first);
    first.finish(scene.all.correct);
    return new Stray(
        alice(scene), upToWrite(scene, first.journal, "v"), old, first.returned().version().ts());
  }

  private static Stray oldReads(Scene scene) {
    List<Answer> old = answers(scene, scene.read("alice"));
    Timestamp completed = completed(scene);
    return new Stray(alice(scene), scene.read("alice"), old, completed);
  }
}
