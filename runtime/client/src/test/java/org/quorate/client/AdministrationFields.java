package org.quorate.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.quorate.api.machine.Nonce;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.Epoch;
import org.quorate.api.model.ReplicaId;
import org.quorate.api.transport.Link;
import org.quorate.conformance.hostile.FieldTrial;
import org.quorate.host.configuration.Revocations;
import org.quorate.host.deploy.BundleState;
import org.quorate.host.parts.Provider;
import org.quorate.host.wire.FrameCodec;
import org.quorate.host.wire.ReplicaStatus;
import org.quorate.host.wire.Resources;
import org.quorate.host.wire.ToClient;
import org.quorate.host.wire.ToClient.Revoked;
import org.quorate.host.wire.ToClient.Status;
import org.quorate.host.wire.ToReplica;

/** What comes of an answer to an administrator that says something else than it should. */
final class AdministrationFields {
  private static final int REPLICAS = 4;
  private static final Duration DEADLINE = Duration.ofMinutes(1);
  private static final long VERSION = 2;

  private final FrameCodec<?, ?> frames = new FrameCodec<>(LookAround.TYPES, 1 << 16);
  private final Map<ReplicaId, Link> links = Asked.replicas(frames, REPLICAS);
  private final Administration administration = new Administration(frames, links);

  private static ReplicaStatus status(int replica, long turns) {
    return new ReplicaStatus(
        new ReplicaId(replica),
        Epoch.FIRST,
        "v",
        1,
        2,
        turns,
        Map.of("P1", 4L),
        List.of("unwell"),
        5,
        List.of(
            new Provider.State(
                new Provider("jdk", "bundle", "1.0.0", 3, false), Provider.Standing.SERVES, "")),
        List.of(new BundleState("a.jar", "00", "a 1.0.0", "", "refused")),
        new Resources(1, 2, 3, 4, 5),
        "liar");
  }

  /** Of another replica, too. */
  private static final ReplicaStatus EARLIER = status(2, 1);

  private ToReplica asked() {
    return ((Asked) links.get(new ReplicaId(1))).next();
  }

  private void receive(int replica, Nonce nonce, ToClient answer) {
    administration.received(new ReplicaId(replica), nonce, answer);
  }

  private static <T> T end(CompletionStage<T> stage) {
    CompletableFuture<T> future = stage.toCompletableFuture();
    if (!future.isDone()) {
      throw new AssertionError("somebody has not answered");
    }
    return future.join();
  }

  /** All answer an earlier question; without the check it does not matter which. */
  static String nonceOfAStatus(FieldTrial trial) {
    AdministrationFields all = new AdministrationFields();
    CompletionStage<Map<ReplicaId, ReplicaStatus>> statuses = all.administration.status(DEADLINE);
    Nonce nonce = ((ToReplica.AskStatus) all.asked()).nonce();
    for (int replica = 1; replica <= REPLICAS; replica++) {
      Status was = new Status(nonce, status(replica, 1));
      Status earlier = FramesToClient.changed(trial, was, earlierStatus());
      if (earlier == null) {
        return FieldTrial.NOTHING;
      }
      all.receive(replica, trial.leftOut() ? nonce : earlier.nonce(), earlier);
    }
    for (int replica = 1; replica <= REPLICAS; replica++) {
      all.receive(replica, nonce, new Status(nonce, status(replica, 2)));
    }
    return end(statuses).containsValue(status(1, 1))
        ? "what was is shown for what is"
        : FieldTrial.NOTHING;
  }

  private static Status earlierStatus() {
    return new Status(FramesToClient.EARLIER_NONCE, EARLIER);
  }

  /** A question has one round, and its operation is chosen at random. */
  static String round(FieldTrial trial) {
    AdministrationFields all = new AdministrationFields();
    CompletionStage<Map<ReplicaId, ReplicaStatus>> statuses = all.administration.status(DEADLINE);
    CompletionStage<List<ReplicaId>> revoked = all.administration.revoke(list(), DEADLINE);
    Nonce askedStatus = ((ToReplica.AskStatus) all.asked()).nonce();
    Nonce askedRevoke = ((ToReplica.Revoke) all.asked()).nonce();
    boolean isStatus = trial.isOf(Status.class);
    for (int replica = 1; replica <= REPLICAS; replica++) {
      ToClient answer =
          isStatus
              ? new Status(askedStatus, status(replica, 2))
              : new Revoked(askedRevoke, VERSION);
      ToClient changed = FramesToClient.changed(trial, answer, earlierOf(isStatus));
      if (changed == null) {
        return FieldTrial.NOTHING;
      }
      Nonce nonce = (Nonce) Objects.requireNonNull(trial.field().upTo("nonce").in(changed));
      all.receive(replica, nonce, changed);
    }
    int answered = isStatus ? end(statuses).size() : end(revoked).size();
    return answered == REPLICAS ? FieldTrial.NOTHING : "an answer is missed";
  }

  private static ToClient earlierOf(boolean isStatus) {
    return isStatus ? earlierStatus() : earlierRevoked();
  }

  private static Revoked earlierRevoked() {
    return new Revoked(FramesToClient.EARLIER_NONCE, VERSION - 1);
  }

  private static Revocations list() {
    return new Revocations(Bytes.utf8("0123456789abcdef"), VERSION, List.of(), List.of());
  }

  /** What a replica says of itself is for people, and shown as its own. */
  static String status(FieldTrial trial) {
    ReplicaStatus said = changedStatus(trial);
    boolean isItsOwn = said == null || said.equals(shown(said).get(new ReplicaId(1)));
    return isItsOwn ? FieldTrial.NOTHING : "it is shown otherwise";
  }

  /** Whatever a replica says of another one is not shown. */
  static String statusOfAnother(FieldTrial trial) {
    ReplicaStatus said = changedStatus(trial);
    return said == null || !shown(said).containsKey(new ReplicaId(1))
        ? FieldTrial.NOTHING
        : "a replica is taken for another";
  }

  private static @Nullable ReplicaStatus changedStatus(FieldTrial trial) {
    Status changed =
        FramesToClient.changed(
            trial,
            new Status(FramesToClient.EARLIER_NONCE, status(1, 2)),
            new Status(FramesToClient.EARLIER_NONCE, EARLIER));
    return changed == null ? null : changed.status();
  }

  /**
   * All answers, when the first replica's is {@code said}; the others' must be shown as they are.
   */
  private static Map<ReplicaId, ReplicaStatus> shown(ReplicaStatus said) {
    AdministrationFields all = new AdministrationFields();
    CompletionStage<Map<ReplicaId, ReplicaStatus>> statuses = all.administration.status(DEADLINE);
    Nonce nonce = ((ToReplica.AskStatus) all.asked()).nonce();
    all.receive(1, nonce, new Status(nonce, said));
    for (int replica = 2; replica <= REPLICAS; replica++) {
      all.receive(replica, nonce, new Status(nonce, status(replica, 2)));
    }
    Map<ReplicaId, ReplicaStatus> shown = end(statuses);
    for (int replica = 2; replica <= REPLICAS; replica++) {
      assertThat(shown).containsEntry(new ReplicaId(replica), status(replica, 2));
    }
    return shown;
  }

  /** All acknowledge an earlier list; without the check it does not matter which. */
  static String nonceOfAnAcknowledgement(FieldTrial trial) {
    AdministrationFields all = new AdministrationFields();
    CompletionStage<List<ReplicaId>> acknowledged = all.administration.revoke(list(), DEADLINE);
    Nonce nonce = ((ToReplica.Revoke) all.asked()).nonce();
    Revoked earlier =
        FramesToClient.changed(trial, new Revoked(nonce, VERSION - 1), earlierRevoked());
    if (earlier == null) {
      return FieldTrial.NOTHING;
    }
    for (int replica = 1; replica <= REPLICAS; replica++) {
      all.receive(replica, trial.leftOut() ? nonce : earlier.nonce(), earlier);
    }
    for (int replica = 1; replica <= REPLICAS; replica++) {
      all.receive(replica, nonce, new Revoked(nonce, VERSION));
    }
    return end(acknowledged).size() == REPLICAS
        ? FieldTrial.NOTHING
        : "a removal in force is not seen to be";
  }

  /** Without the check any list is the one that was sent. */
  static String version(FieldTrial trial) {
    AdministrationFields all = new AdministrationFields();
    CompletionStage<List<ReplicaId>> acknowledged = all.administration.revoke(list(), DEADLINE);
    Nonce nonce = ((ToReplica.Revoke) all.asked()).nonce();
    Revoked right = new Revoked(nonce, VERSION);
    Revoked changed = FramesToClient.changed(trial, right, earlierRevoked());
    if (changed == null) {
      return FieldTrial.NOTHING;
    }
    for (int replica = 1; replica <= REPLICAS; replica++) {
      all.receive(replica, nonce, trial.leftOut() ? right : changed);
    }
    boolean isAcknowledged = !end(acknowledged).isEmpty();
    return isAcknowledged && changed.version() < VERSION
        ? "a removal counts that is not in force"
        : FieldTrial.NOTHING;
  }
}
