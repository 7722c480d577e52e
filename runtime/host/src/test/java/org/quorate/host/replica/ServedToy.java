package org.quorate.host.replica;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.quorate.api.machine.Claim;
import org.quorate.api.machine.Nonce;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.Epoch;
import org.quorate.api.model.Key;
import org.quorate.api.model.ReplicaId;
import org.quorate.host.codec.MalformedException;
import org.quorate.host.codec.RecordCodec;
import org.quorate.host.codec.StateCodec;
import org.quorate.host.wire.FrameCodec;
import org.quorate.host.wire.ReplicaStatus;
import org.quorate.host.wire.Resources;
import org.quorate.host.wire.ToClient;
import org.quorate.host.wire.ToReplica;

/** A replica with its event loops and one client's link, and no network. */
final class ServedToy implements AutoCloseable {
  static final ReplicaStatus STATUS =
      new ReplicaStatus(
          new ReplicaId(1),
          Epoch.FIRST,
          "toy",
          0,
          0,
          0,
          Map.of(),
          List.of(),
          0,
          List.of(),
          List.of(),
          new Resources(0, 0, 0, 0, 0),
          null);

  private static final Nonce LOOK = Nonce.first(Bytes.utf8("looks at a count"));
  private static final int REQUESTS_PER_SECOND_MAX = 1_000_000;

  /** Of clients and of administrators. */
  final Administrators.Seals seals = new Administrators.Seals();

  final AccessControl access;
  private final FrameCodec<Toy.Ask, Toy.Answer> frames = new FrameCodec<>(Toy.TYPES, 1 << 16);
  private final Toy.Sent link = new Toy.Sent(frames);
  private final ReplicaServer<Toy.Ask, Toy.Answer> server;

  ServedToy(Path folder) {
    try {
      access =
          new AccessControl(
              Administrators.DESCRIPTOR, Files.createTempDirectory(folder, "replica"), seals);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server =
        ReplicaServer.start(
            new ReplicaParts<>(
                new ReplicaId(1),
                new Toy(),
                new StateCodec<>(RecordCodec.cbor(1 << 16), Toy.Counter.class),
                frames,
                new Toy.Store(),
                claims -> claims.stream().map(this::failure).toList(),
                statements -> {
                  throw new AssertionError("nothing is attested");
                },
                Toy.Everybody::new,
                new RegisterQuota(Integer.MAX_VALUE),
                new Throttle<>(REQUESTS_PER_SECOND_MAX, System::nanoTime),
                new BulkBudget(1, System::nanoTime, () -> 0),
                ReplicaMemory.of(256 << 20),
                new Health(),
                false),
            Administrators.DESCRIPTOR,
            access,
            () -> STATUS);
    server.opened(link);
  }

  private @Nullable String failure(Claim claim) {
    Claim.Signed signed = (Claim.Signed) claim;
    return seals.verify(signed.publicKey(), signed.payload(), signed.signature())
        ? null
        : "the seal is wrong";
  }

  Bytes encoded(Toy.Ask request) {
    return frames.encodeRequest(request);
  }

  boolean isMalformed(Bytes request) {
    try {
      frames.decodeRequest(request);
      return false;
    } catch (MalformedException e) {
      return true;
    }
  }

  boolean isClosed() {
    return link.isClosed();
  }

  void receive(ToReplica frame) {
    server.received(link, frames.encode(frame));
  }

  ToClient ask(ToReplica frame) {
    receive(frame);
    try {
      return link.next();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** How often something was counted in the register {@code key}. */
  long count(Key key) {
    ToClient answer = ask(new ToReplica.Operate(Epoch.FIRST, key, encoded(new Toy.Look(LOOK))));
    try {
      return ((Toy.Counted) frames.decodeReply(((ToClient.Answer) answer).reply())).count();
    } catch (MalformedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    server.close(Long.MAX_VALUE);
  }
}
