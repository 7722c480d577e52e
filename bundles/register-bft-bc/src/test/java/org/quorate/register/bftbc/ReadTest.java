package org.quorate.register.bftbc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.quorate.api.certificate.Statement;
import org.quorate.api.machine.Nonce;
import org.quorate.api.model.ReplicaSet;
import org.quorate.api.model.Value;
import org.quorate.api.model.Version;
import org.quorate.register.bftbc.Bench.Answer;
import org.quorate.register.bftbc.Bench.Party;
import org.quorate.register.bftbc.BftBcReply.ReadReply;
import org.quorate.register.bftbc.BftBcRequest.Read;
import org.quorate.register.bftbc.BftBcRequest.Write;

/** READ and write-back, the same in all modes. */
final class ReadTest {
  private final Bench bench = new Bench(Mode.BASE);
  private final Party alice = bench.client("alice");
  private final Party bob = bench.client("bob");
  private final Version v1 = Bench.next(PreparedVersion.GENESIS, alice, "v1");
  private final Write write = bench.write(v1, "v1");

  private Drive read() {
    return Drive.read(bench, BftBcProtocol.BASE, bob);
  }

  @Test
  void read_ofNothingReturnsGenesis() {
    Drive read = read().exchange(1, 2, 3);
    assertThat(read.returned().version()).isEqualTo(Version.GENESIS);
    assertThat(read.returned().value()).isEqualTo(Value.ABSENT);
  }

  @Test
  void read_waitsForAQuorum() {
    assertThat(read().exchange(1, 2).isPending()).isTrue();
  }

  @Test
  void exitA_aQuorumHoldsTheVersion() {
    bench.sendAll(alice, write, 1, 2, 3);
    Drive read = read().exchange(1, 2, 3);
    assertThat(read.returned().version()).isEqualTo(v1);
    assertThat(read.returned().value()).isEqualTo(Bench.value("v1"));
    assertThat(read.roundTrips).isEqualTo(1);
  }

  @Test
  void exitB_oneShowsItsWriteCertificate() {
    bench.sendAll(alice, write, 1, 2, 3);
    bench.send(1, alice, bench.prepare(alice, write.prepared(), "v2", bench.written(v1)));
    Drive read = read().exchange(4, 2, 1);
    assertThat(read.returned().version()).isEqualTo(v1);
    assertThat(read.roundTrips).isEqualTo(1);
  }

  @Test
  void exitB_isForTheNewestVersionOnly() {
    Drive read = read();
    bench.sendAll(alice, write, 1);
    read.exchange(1, 2, 3); // genesis comes with its write certificate, v1 without
    assertThat(read.isPending()).isTrue();
  }

  /** P1 (5.1): WRITE to one replica, then nothing. */
  @Test
  void writeBack_goesToThoseNotSeenToHoldTheVersion() {
    bench.sendAll(alice, write, 1, 2);
    Drive read = read().exchange(1, 3, 4);
    assertThat(read.asked()).isEqualTo(ReplicaSet.of(2, 3, 4));
    assertThat(read.request(Write.class).prepared()).isEqualTo(write.prepared());
    assertThat(read.exchange(3).isPending()).isTrue();
    assertThat(read.exchange(4).returned().version()).isEqualTo(v1);
    assertThat(read.roundTrips).isEqualTo(2);

    Drive later = read().exchange(2, 3, 4);
    assertThat(later.returned().version()).isEqualTo(v1);
    assertThat(later.roundTrips).isEqualTo(1);
  }

  /** E6, B8. */
  @Test
  void read_ignoresAForeignNonceAndASecondAnswer() {
    Drive read = read();
    Read request = read.request(Read.class);
    Answer foreign = bench.send(1, bob, new Read(bench.nonce()));
    read.hear(foreign, request);
    Answer laterRound = bench.send(1, bob, new Read(request.nonce().next()));
    read.hear(laterRound, request);
    assertThat(read.exchange(2, 2, 3).isPending()).isTrue();
    assertThat(read.exchange(1).returned().version()).isEqualTo(Version.GENESIS);
  }

  @Test
  void writeBack_ignoresAnswersToTheRead() {
    bench.sendAll(alice, write, 1);
    Drive read = read();
    Read request = read.request(Read.class);
    read.exchange(1, 2, 3);
    bench.sendAll(alice, write, 4);
    read.hear(bench.send(4, bob, request), request);
    assertThat(read.isPending()).isTrue();
    assertThat(read.noticed).isEmpty();
  }

  @Test
  void anAnswerToWhatWasNotAskedIsNoticed() {
    Drive read = read();
    Nonce nonce = read.request().nonce();
    Answer odd = new Answer(1, new BftBcReply.WriteReply(nonce), null, null);
    read.hear(odd, read.request());
    assertThat(read.noticed).hasSize(1);
    assertThat(read.exchange(2, 3, 1).returned().version()).isEqualTo(Version.GENESIS);
  }

  /** B4: what a liar makes up does not pass the check of its claims. */
  @Test
  void read_dropsACertificateOfTooFew() {
    Version made = Bench.next(PreparedVersion.GENESIS, bob, "made up");
    PreparedVersion forged =
        new PreparedVersion(
            made, bench.attestedBy(Statement.prepared(Bench.SCOPE, made), 1, 1, 2), null);
    ReadReply reply = new ReadReply(bench.nonce(), forged, null, Bench.value("made up"));
    assertThat(bench.failures(reply)).hasSize(1);
  }

  @Test
  void read_failsWhenACorrectReplicaMustBeAmongThoseWhoRefuse() {
    bench.mayNotRead.add(bob.id());
    bench.mayNotWrite.add(bob.id());
    Drive read = read().exchange(1);
    assertThat(read.isPending()).isTrue();
    assertThat(read.progress()).contains("r1 (READ: bob has no right");
    assertThat(read.exchange(2).failure()).contains("no right");
  }

  @Test
  void read_survivesTheRefusalOfALiar() {
    bench.mayNotRead.add(bob.id());
    bench.mayNotWrite.add(bob.id());
    Drive read = read().exchange(1);
    bench.mayNotRead.clear();
    assertThat(read.exchange(2, 3, 4).returned().version()).isEqualTo(Version.GENESIS);
  }
}
