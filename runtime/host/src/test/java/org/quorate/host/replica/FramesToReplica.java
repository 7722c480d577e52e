package org.quorate.host.replica;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.quorate.api.machine.Nonce;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.ClientId;
import org.quorate.api.model.Epoch;
import org.quorate.api.model.Key;
import org.quorate.conformance.hostile.FieldTrial;
import org.quorate.conformance.hostile.MessageField;
import org.quorate.host.configuration.AdministratorSignature;
import org.quorate.host.configuration.Revocations;
import org.quorate.host.wire.ToClient;
import org.quorate.host.wire.ToReplica;
import org.quorate.host.wire.ToReplica.AskStatus;
import org.quorate.host.wire.ToReplica.Operate;
import org.quorate.host.wire.ToReplica.Revoke;

/** What comes of a frame that says something else than it should. */
final class FramesToReplica {
  private static final Nonce NONCE = Nonce.first(Bytes.utf8("0123456789abcdef"));
  private static final Nonce EARLIER_NONCE = Nonce.first(Bytes.utf8("fedcba9876543210")).next();
  private static final Key KEY = new Key("k");
  private static final ClientId BOB = ClientId.of("bob", Bytes.utf8("b"));
  private static final ClientId CAROL = ClientId.of("carol", Bytes.utf8("c"));

  private final Path folder;

  FramesToReplica(Path folder) {
    this.folder = folder;
  }

  /** {@code frame}, changed; null if that is no change, or no frame. */
  private static <F extends ToReplica> @Nullable F changed(
      FieldTrial trial, F frame, ToReplica earlier) {
    Object content = Objects.requireNonNull(trial.field().in(frame));
    Object other = trial.change().of(content, trial.field().in(earlier));
    try {
      return other == null ? null : trial.field().with(frame, other);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /** A count in the register {@code key}, sealed for it. */
  private static Operate operate(ServedToy replica, Epoch epoch, Key key, Nonce nonce) {
    Bytes seal = replica.seals.sign(Bytes.utf8("key"), Toy.SealedCount.payload(key));
    return new Operate(epoch, key, replica.encoded(new Toy.SealedCount(nonce, seal)));
  }

  private static Operate operate(ServedToy replica) {
    return operate(replica, Epoch.FIRST, KEY, NONCE);
  }

  private static Operate earlier(ServedToy replica) {
    return operate(replica, new Epoch(0), new Key("earlier"), EARLIER_NONCE);
  }

  private static void assertRefused(String rule, ToClient answer) {
    assertThat(answer).isInstanceOf(ToClient.Refuse.class);
    assertThat(((ToClient.Refuse) answer).refusal().rule()).isEqualTo(rule);
  }

  /** Without the check a replica makes nothing of what stands there. */
  String epoch(FieldTrial trial) {
    try (ServedToy replica = new ServedToy(folder)) {
      Operate frame = operate(replica);
      Operate changed = changed(trial, frame, earlier(replica));
      if (changed == null) {
        return FieldTrial.NOTHING;
      }
      ToClient answer = replica.ask(trial.leftOut() ? frame : changed);
      if (replica.count(KEY) > 0) {
        return "who is in another configuration is served";
      }
      assertRefused("EPOCH", answer);
      return FieldTrial.NOTHING;
    }
  }

  String key(FieldTrial trial) {
    try (ServedToy replica = new ServedToy(folder)) {
      Operate changed = changed(trial, operate(replica), earlier(replica));
      if (changed == null) {
        return FieldTrial.NOTHING;
      }
      replica.seals.isCredulous = trial.leftOut();
      ToClient answer = replica.ask(changed);
      if (replica.count(changed.key()) > 0) {
        return "what is signed for a register changes another";
      }
      assertRefused("CLAIM", answer);
      return FieldTrial.NOTHING;
    }
  }

  /** What can be decoded is another request, whose own fields are checked. */
  String request(FieldTrial trial) {
    try (ServedToy replica = new ServedToy(folder)) {
      Operate changed = changed(trial, operate(replica), earlier(replica));
      if (changed == null || !replica.isMalformed(changed.request())) {
        return FieldTrial.NOTHING;
      }
      if (!trial.leftOut()) {
        replica.receive(changed);
      }
      return replica.isClosed()
          ? FieldTrial.NOTHING
          : "who sends what is malformed stays connected";
    }
  }

  /** Nobody but the sender sees a difference. */
  String ownBusiness(FieldTrial trial) {
    Revocations list = Administrators.signed(1, List.of(BOB), 0, 1);
    boolean isStatus = trial.isOf(AskStatus.class);
    ToReplica frame = isStatus ? new AskStatus(NONCE) : new Revoke(NONCE, list);
    ToReplica changed = changed(trial, frame, new AskStatus(EARLIER_NONCE));
    if (changed == null) {
      return FieldTrial.NOTHING;
    }
    try (ServedToy replica = new ServedToy(folder);
        ServedToy twin = new ServedToy(folder)) {
      ToClient usual = twin.ask(frame);
      MessageField nonce =
          new MessageField(usual.getClass().asSubclass(Record.class), List.of("nonce"));
      assertThat(replica.ask(changed))
          .isEqualTo(nonce.with(usual, trial.field().upTo("nonce").in(changed)));
      return replica.access.revocationsVersion() == twin.access.revocationsVersion()
          ? FieldTrial.NOTHING
          : "others see it";
    }
  }

  /** A list comes before the one that the administrators signed. */
  String list(FieldTrial trial) {
    Revoke right = new Revoke(NONCE, Administrators.signed(1, List.of(BOB), 0, 1));
    Revoke changed =
        changed(
            trial,
            right,
            new Revoke(EARLIER_NONCE, Administrators.signed(0, List.of(CAROL), 0, 1)));
    if (changed == null) {
      return FieldTrial.NOTHING;
    }
    try (ServedToy replica = new ServedToy(folder)) {
      deliver(replica, changed, trial);
      replica.ask(right);
      boolean isBobRemoved = replica.access.access().isRevoked(BOB);
      replica.ask(new Revoke(NONCE, Administrators.signed(2, List.of(BOB, CAROL), 0, 1)));
      boolean isCarolRemoved = replica.access.access().isRevoked(CAROL);
      return isBobRemoved && isCarolRemoved ? FieldTrial.NOTHING : "a later list has no effect";
    }
  }

  private static void deliver(ServedToy replica, Revoke frame, FieldTrial trial) {
    replica.seals.isCredulous = trial.leftOut();
    ToClient answer = replica.ask(frame);
    replica.seals.isCredulous = false;
    if (!trial.leftOut()) {
      assertRefused("REVOKE", answer);
      assertThat(replica.access.revocationsVersion()).isZero();
    }
  }

  /** Of another cluster; or of one administrator, who is not enough, as if it were of two. */
  String removal(FieldTrial trial) {
    Revocations sample =
        trial.isIn("administrator") ? ofOne() : Administrators.signed(1, List.of(BOB), 0, 1);
    Bytes earlierCluster = Bytes.utf8("earlier cluster.");
    Revoke changed =
        changed(
            trial,
            new Revoke(NONCE, sample),
            new Revoke(
                EARLIER_NONCE, Administrators.signed(earlierCluster, 1, List.of(CAROL), 2, 0)));
    if (changed == null) {
      return FieldTrial.NOTHING;
    }
    try (ServedToy replica = new ServedToy(folder)) {
      deliver(replica, trial.isIn("cluster") ? ofAnotherCluster(changed, trial) : changed, trial);
      return replica.access.access().isRevoked(BOB)
          ? "a client is removed without the administrators"
          : FieldTrial.NOTHING;
    }
  }

  /** Signed twice by the second administrator, once in the name of the first. */
  private static Revocations ofOne() {
    Revocations twice = Administrators.signed(1, List.of(BOB), 1, 1);
    AdministratorSignature right = twice.signatures().get(0);
    AdministratorSignature wrong = new AdministratorSignature(0, right.signature());
    return new Revocations(twice.cluster(), 1, twice.revoked(), List.of(wrong, right));
  }

  /** Rightly signed there. Without the check a replica makes nothing of where that is. */
  private static Revoke ofAnotherCluster(Revoke changed, FieldTrial trial) {
    Revocations there =
        Administrators.signed(changed.revocations().cluster(), 1, List.of(BOB), 0, 1);
    Bytes cluster = trial.leftOut() ? Administrators.DESCRIPTOR.cluster() : there.cluster();
    return new Revoke(
        NONCE, new Revocations(cluster, there.version(), there.revoked(), there.signatures()));
  }
}
