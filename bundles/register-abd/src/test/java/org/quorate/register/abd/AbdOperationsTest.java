package org.quorate.register.abd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.quorate.api.model.Key;
import org.quorate.api.model.ReplicaId;
import org.quorate.api.model.ReplicaSet;
import org.quorate.api.model.Timestamp;
import org.quorate.api.model.Value;
import org.quorate.api.model.Version;
import org.quorate.api.quorum.QuorumKind;
import org.quorate.conformance.lab.Lab;
import org.quorate.conformance.lab.LabOperation;
import org.quorate.conformance.lab.LabSettings;
import org.quorate.conformance.lab.Letter;

/** Operations step by step, on three replicas of which one may crash. */
class AbdOperationsTest {
  private static final Key KEY = new Key("k");

  private final Lab<AbdState, AbdRequest, AbdReply, AbdJournal> lab =
      Lab.of(new AbdProtocol(), LabSettings.of(3, 1, QuorumKind.REGULAR, 1));

  private LabOperation write(String client, String value) {
    LabOperation write = lab.client(client).write(KEY, value);
    assertThat(lab.runUntil(write::isDone)).as(lab::progress).isTrue();
    return write;
  }

  private LabOperation read(String client) {
    LabOperation read = lab.client(client).read(KEY);
    assertThat(lab.runUntil(read::isDone)).as(lab::progress).isTrue();
    return read;
  }

  private static boolean isWrite(Letter<AbdRequest, AbdReply> letter) {
    return letter instanceof Letter.Asked<AbdRequest, AbdReply> asked
        && asked.request() instanceof AbdRequest.Write;
  }

  @Test
  void aReadOfGenesisTakesOneRoundTrip() {
    LabOperation read = read("alice");
    assertThat(read.version()).isEqualTo(Version.GENESIS);
    assertThat(read.value()).isEqualTo(Value.ABSENT);
    assertThat(read.roundTrips()).isEqualTo(1);
  }

  @Test
  void aWriteTakesTwoRoundTripsAndAnUndisturbedReadOne() {
    LabOperation write = write("alice", "v");
    assertThat(write.roundTrips()).isEqualTo(2);
    assertThat(write.version().ts())
        .isEqualTo(Timestamp.GENESIS.successor(lab.client("alice").id()));
    lab.run();
    LabOperation read = read("bob");
    assertThat(read.version()).isEqualTo(write.version());
    assertThat(read.value()).isEqualTo(write.value());
    assertThat(read.roundTrips()).isEqualTo(1);
  }

  @Test
  void operationsGoOnWhileOneReplicaIsDown() {
    lab.crash(new ReplicaId(2));
    LabOperation write = write("alice", "v");
    assertThat(read("bob").value()).isEqualTo(write.value());
  }

  @Test
  void r1_aReadWritesBackWhatNoWriteQuorumIsSeenToHold() {
    lab.letPass(letter -> !isWrite(letter) || letter.replica().number() == 1);
    LabOperation write = lab.client("alice").write(KEY, "v");
    lab.runUntil(() -> lab.replica(1).state(KEY).ts().counter() == 1);
    lab.crash("alice");

    lab.cutOff(ReplicaSet.of(3));
    LabOperation first = read("bob");
    assertThat(first.value()).isEqualTo(write.written());
    assertThat(first.roundTrips()).isEqualTo(2);
    assertThat(lab.replica(2).state(KEY).ts()).isEqualTo(first.version().ts());

    // Without the write-back this read would not meet the value: new, then old.
    lab.cutOff(ReplicaSet.of(1));
    assertThat(read("carol").version()).isEqualTo(first.version());
  }

  @Test
  void w1_aWriteGoesAboveEveryCompletedOne() {
    LabOperation first = write("bob", "v");
    LabOperation second = write("alice", "w");
    assertThat(second.version().ts())
        .isEqualTo(first.version().ts().successor(lab.client("alice").id()));
  }

  @Test
  void w2_aClientThatCrashedCompletesItsWriteWithTheSameTimestamp() {
    lab.crashAtNextJournal("alice");
    LabOperation write = lab.client("alice").write(KEY, "v");
    lab.runUntil(() -> write.status() == LabOperation.Status.INTERRUPTED);
    AbdJournal journal = lab.client("alice").journal(KEY);
    assertThat(journal).isNotNull();
    LabOperation meanwhile = write("bob", "w");

    lab.restart("alice");
    lab.run();
    assertThat(write.hasReturned()).isTrue();
    assertThat(write.version().ts()).isEqualTo(journal.last());
    assertThat(lab.client("alice").journal(KEY)).isEqualTo(new AbdJournal(journal.last(), null));
    // Both have the counter 1; the larger name decides.
    assertThat(read("carol").version()).isEqualTo(meanwhile.version());
  }

  @Test
  void aWriteWithoutTheRightFailsAndSaysWhy() {
    lab.revoke("mallory");
    LabOperation write = lab.client("mallory").write(KEY, "v");
    lab.runUntil(write::isDone);
    assertThat(write.status()).isEqualTo(LabOperation.Status.FAILED);
    assertThat(write.outcome().toString()).contains("mallory was removed");
  }

  @Test
  void aWriteHasAValue() {
    assertThatThrownBy(() -> lab.client("alice").write(KEY, Value.ABSENT))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
