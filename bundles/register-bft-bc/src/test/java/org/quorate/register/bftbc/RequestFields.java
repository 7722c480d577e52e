package org.quorate.register.bftbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.quorate.api.certificate.Certificate;
import org.quorate.api.certificate.Statement;
import org.quorate.api.model.ClientId;
import org.quorate.api.model.Timestamp;
import org.quorate.api.model.Timestamp.Path;
import org.quorate.api.model.Version;
import org.quorate.conformance.hostile.FieldTrial;
import org.quorate.conformance.hostile.MessageField;
import org.quorate.register.bftbc.Bench.Answer;
import org.quorate.register.bftbc.Bench.Party;
import org.quorate.register.bftbc.BftBcRequest.Prepare;
import org.quorate.register.bftbc.BftBcRequest.ReadTsPrep;
import org.quorate.register.bftbc.BftBcRequest.Write;

/** What comes of a request that says something else than it should. */
final class RequestFields {
  static final String ANSWERED = "what is false is answered";
  static final String TWO_OPEN = "a client has two open prepares";

  private RequestFields() {}

  /** Correct replicas take a WRITE, and show what nobody else takes. */
  static String write(FieldTrial trial) {
    Scene scene = new Scene(trial, Mode.OPTIMISED);
    Write changed = scene.changed(scene.messages.write());
    if (changed == null) {
      return FieldTrial.NOTHING;
    }
    scene.deliver(changed);
    return scene.read("reader").finish(scene.all.correct).isPending()
        ? "readers are stuck"
        : FieldTrial.NOTHING;
  }

  /** What a write certificate shows to have ended has not. */
  static String closing(FieldTrial trial) {
    Scene scene = new Scene(trial, Mode.OPTIMISED);
    WrittenVersion written = closingCertificate(scene);
    if (written == null) {
      return FieldTrial.NOTHING;
    }
    List<Answer> answers =
        scene.deliver(
            trial.isOf(Prepare.class)
                ? scene.bench.prepare(scene.all.client("zoe"), scene.current, "z", written)
                : new ReadTsPrep(scene.bench.nonce(), Bench.value("r").hash(), written));
    if (scene.all.tryPrepare(scene.mallory, scene.current, "second", null) != null) {
      return TWO_OPEN;
    }
    return trial.isIn("hash") ? answered(answers) : FieldTrial.NOTHING;
  }

  private static String answered(List<Answer> answers) {
    return answers.stream().anyMatch(answer -> answer.reply() != null)
        ? ANSWERED
        : FieldTrial.NOTHING;
  }

  /** Of another version than it is about; or a forged one, of the open entry's very version. */
  private static @Nullable WrittenVersion closingCertificate(Scene scene) {
    if (scene.trial.isIn("certificate")) {
      Statement statement = Statement.written(Bench.SCOPE, scene.open());
      Certificate forged = scene.forged(statement, scene.completed.certificate());
      return forged == null ? null : new WrittenVersion(scene.open(), forged);
    }
    BftBcRequest changed = scene.changed(scene.messages.request(scene.trial.field().message()));
    return changed == null
        ? null
        : (WrittenVersion) scene.trial.field().upTo("written").in(changed);
  }

  /** A client builds on what nobody prepared, and signs that. */
  static String predecessor(FieldTrial trial) {
    Scene scene = new Scene(trial, Mode.OPTIMISED);
    PreparedVersion predecessor = madeUpPredecessor(scene);
    if (predecessor == null || predecessor.ts().counter() == Timestamp.COUNTER_MAX) {
      return FieldTrial.NOTHING;
    }
    PreparedVersion prepared =
        scene.tryPrepare(scene.bench.prepare(scene.all.client("zoe"), predecessor, "z", null));
    boolean isFounded = predecessor.ts().counter() <= scene.current.ts().counter();
    return prepared == null || isFounded ? FieldTrial.NOTHING : "I2";
  }

  private static @Nullable PreparedVersion madeUpPredecessor(Scene scene) {
    if (scene.trial.isIn("certificate")) {
      Timestamp ts = new Timestamp(Scene.MADE_UP_COUNTER, scene.mallory.id(), Path.BASE);
      Version version = new Version(ts, scene.current.version().hash());
      Statement statement = Statement.prepared(Bench.SCOPE, version);
      Certificate forged = scene.forged(statement, scene.current.certificate());
      return forged == null ? null : new PreparedVersion(version, forged, null);
    }
    Prepare changed = scene.changed(scene.messages.prepare(scene.all.client("zoe")));
    return changed == null ? null : changed.preparation().predecessor();
  }

  /** An eavesdropper is faster with alice's PREPARE than she; then she loses her journal. */
  static String forgotten(FieldTrial trial) {
    Scene scene =
        new Scene(
            trial,
            Mode.OPTIMISED,
            trial.leftOut() && trial.isIn("epoch")
                ? BrokenGrants.takingPreparesOfAnyEpoch()
                : Alteration.NONE);
    Party alice = scene.all.client("alice");
    Prepare changed = scene.changed(scene.messages.prepare(alice));
    if (changed == null) {
      return FieldTrial.NOTHING;
    }
    scene.deliver(changed);
    Drive write = scene.baseWrite(alice, null, "v").finish(scene.all.correct);
    return write.isPending() ? "who lost its journal is stuck" : FieldTrial.NOTHING;
  }

  /** The consent in a PREPARE's predecessor, whose entry does not mention it. */
  static String consentOfPredecessor(FieldTrial trial) {
    Scene scene = new Scene(trial, Mode.OPTIMISED);
    Prepare sample = scene.messages.prepare(scene.all.client("zoe"));
    Prepare changed = scene.changed(sample);
    if (changed == null) {
      return FieldTrial.NOTHING;
    }
    String end = answered(scene.deliver(changed));
    PrepareEntry entry = scene.bench.state(1).prepareList().get(sample.entry().ts().client());
    assertThat(entry).isEqualTo(end.equals(ANSWERED) ? sample.entry() : null);
    return end;
  }

  /** A client with an open entry prepares under another id as well. */
  static String invented(FieldTrial trial) {
    Scene scene = new Scene(trial, Mode.OPTIMISED);
    Party zoe = scene.all.client("zoe");
    Prepare first = scene.messages.prepare(zoe);
    scene.all.tryPrepare(first, scene.all.correct);
    Prepare second = scene.changed(first);
    if (second == null) {
      return FieldTrial.NOTHING;
    }
    ClientId invented = second.preparation().version().ts().client();
    if (trial.isIn("name") && !trial.leftOut()) {
      scene.bench.mayNotWrite.add(invented); // as whoever has no certificate of the cluster's
    }
    Prepare signed = scene.bench.prepare(zoe, second.preparation());
    return scene.tryPrepare(signed) == null ? FieldTrial.NOTHING : TWO_OPEN;
  }

  /** Nobody but the sender sees a difference. */
  static String ownBusiness(FieldTrial trial) {
    Scene scene = new Scene(trial, Mode.OPTIMISED);
    Scene twin = new Scene(trial, Mode.OPTIMISED);
    BftBcRequest sample = scene.messages.request(trial.field().message());
    BftBcRequest changed = scene.changed(sample);
    if (changed == null) {
      return FieldTrial.NOTHING;
    }
    BftBcRequest usual = twin.messages.request(trial.field().message());
    Party sender = scene.all.client("zoe");
    for (int replica : scene.all.correct) {
      BftBcReply reply = scene.bench.send(replica, sender, changed).as(BftBcReply.class);
      BftBcReply usualReply = twin.bench.send(replica, sender, usual).as(BftBcReply.class);
      MessageField nonce =
          new MessageField(reply.getClass().asSubclass(Record.class), List.of("nonce"));
      assertThat(reply).isEqualTo(nonce.with(usualReply, changed.nonce()));
      if (!forOthers(scene, replica, sender).equals(forOthers(twin, replica, sender))) {
        return "others see it";
      }
    }
    return FieldTrial.NOTHING;
  }

  /** The state of a replica but for the entry that was granted to {@code sender}. */
  private static ReplicaState forOthers(Scene scene, int replica, Party sender) {
    ReplicaState state = scene.bench.state(replica);
    Map<ClientId, OptimisticEntry> others = new HashMap<>(state.optimisticList());
    others.remove(sender.id());
    return BrokenReplicas.withLists(state, state.prepareList(), others);
  }
}
