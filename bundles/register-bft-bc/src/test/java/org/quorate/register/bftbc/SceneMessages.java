package org.quorate.register.bftbc;

import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.quorate.api.machine.Message;
import org.quorate.api.machine.Nonce;
import org.quorate.api.model.Timestamp.Path;
import org.quorate.register.bftbc.Bench.Party;
import org.quorate.register.bftbc.BftBcReply.ConflictReply;
import org.quorate.register.bftbc.BftBcReply.ReadReply;
import org.quorate.register.bftbc.BftBcReply.ReadTsPrepReply;
import org.quorate.register.bftbc.BftBcReply.ReadTsReply;
import org.quorate.register.bftbc.BftBcRequest.Prepare;
import org.quorate.register.bftbc.BftBcRequest.Read;
import org.quorate.register.bftbc.BftBcRequest.ReadTs;
import org.quorate.register.bftbc.BftBcRequest.ReadTsPrep;
import org.quorate.register.bftbc.BftBcRequest.ReadWritten;
import org.quorate.register.bftbc.BftBcRequest.Write;

/** Right messages of a scene, each with all its fields. */
record SceneMessages(Scene scene, Mode mode) {
  Prepare prepare(Party author) {
    return scene.bench.prepare(author, scene.current, "z", scene.completed);
  }

  ReadTsPrep readTsPrep() {
    return new ReadTsPrep(scene.bench.nonce(), Bench.value("r").hash(), scene.completed);
  }

  /** Of carol, prepared and not written yet. */
  Write write() {
    Party carol = scene.all.client("carol");
    PreparedVersion prepared =
        mode == Mode.OPTIMISED
            ? scene.all.prepareOptimistically(carol, "c")
            : Objects.requireNonNull(
                scene.all.tryPrepare(carol, scene.current, "c", scene.completed));
    return new Write(scene.bench.nonce(), prepared, Bench.value("c"));
  }

  BftBcRequest request(Class<?> type) {
    return Map.<Class<?>, Supplier<BftBcRequest>>of(
            ReadTs.class,
            () -> new ReadTs(scene.bench.nonce()),
            ReadTsPrep.class,
            this::readTsPrep,
            Prepare.class,
            () -> prepare(scene.all.client("zoe")),
            Write.class,
            this::write,
            Read.class,
            () -> new Read(scene.bench.nonce()),
            ReadWritten.class,
            () -> new ReadWritten(scene.bench.nonce()))
        .get(type)
        .get();
  }

  /** Of the kind of {@code message}, from when bob's write was the newest. */
  Message earlier(Message message) {
    Nonce nonce = scene.bench.nonce().next();
    Prepare bobs = scene.bench.prepare(scene.bob(), scene.before, "bb", scene.completedBefore);
    return Map.<Class<?>, Message>of(
            ReadTsPrep.class,
            new ReadTsPrep(nonce, Bench.value("b").hash(), scene.completedBefore),
            Prepare.class,
            new Prepare(nonce, bobs.preparation(), bobs.signature()),
            Write.class,
            new Write(nonce, scene.before, Bench.value("b")),
            ReadTsReply.class,
            new ReadTsReply(nonce, scene.before),
            ReadTsPrepReply.class,
            new ReadTsPrepReply(
                nonce,
                scene.before,
                scene.before.ts().successor(scene.bob().id(), Path.OPTIMISTIC)),
            ConflictReply.class,
            new ConflictReply(nonce, bobs.entry()),
            ReadReply.class,
            new ReadReply(
                nonce, scene.before, scene.completedBefore.certificate(), Bench.value("b")))
        .getOrDefault(message.getClass(), new Read(nonce));
  }
}
