package org.quorate.register.bftbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.quorate.api.certificate.Statement;
import org.quorate.api.model.Timestamp;
import org.quorate.api.model.Timestamp.Path;
import org.quorate.api.model.Value;
import org.quorate.api.model.Version;
import org.quorate.register.bftbc.Bench.Answer;
import org.quorate.register.bftbc.Bench.Party;
import org.quorate.register.bftbc.BftBcReply.ReadReply;
import org.quorate.register.bftbc.BftBcReply.ReadTsReply;
import org.quorate.register.bftbc.BftBcReply.WriteReply;
import org.quorate.register.bftbc.BftBcRequest.Read;
import org.quorate.register.bftbc.BftBcRequest.ReadTs;
import org.quorate.register.bftbc.BftBcRequest.ReadTsPrep;
import org.quorate.register.bftbc.BftBcRequest.ReadWritten;
import org.quorate.register.bftbc.BftBcRequest.Write;

/** Everything a replica does beside PREPARE and READ-TS-PREP. */
final class ReplicaRulesTest {
  private static final PreparedVersion GENESIS = PreparedVersion.GENESIS;

  private final Bench bench = new Bench(Mode.BASE);
  private final Party alice = bench.client("alice");
  private final Party bob = bench.client("bob");

  private void assertRefused(String rule, Party sender, BftBcRequest request) {
    ReplicaState before = bench.state(1);
    Answer answer = bench.send(1, sender, request);
    assertThat(answer.rule()).as(answer.toString()).isEqualTo(rule);
    assertThat(answer.attestation()).isNull();
    assertThat(bench.state(1)).isSameAs(before);
  }

  @Test
  void readTs_showsTheNewestPreparedVersion() {
    Write write = bench.write(Bench.next(GENESIS, alice, "v1"), "v1");
    bench.send(1, alice, write);
    Answer answer = bench.send(1, bob, new ReadTs(bench.nonce()));
    assertThat(answer.as(ReadTsReply.class).prepared()).isEqualTo(write.prepared());
    assertThat(answer.attestation()).isNull();
  }

  @Test
  void write_installsALargerVersion() {
    Write write = bench.write(Bench.next(GENESIS, alice, "v1"), "v1");
    Answer answer = bench.send(1, alice, write);
    assertThat(answer.reply()).isInstanceOf(WriteReply.class);
    assertThat(answer.attestation())
        .isEqualTo(bench.attest(1, Statement.written(Bench.SCOPE, write.prepared().version())));
    assertThat(bench.state(1).current().prepared()).isEqualTo(write.prepared());
    assertThat(bench.state(1).value()).isEqualTo(Bench.value("v1"));
  }

  /** I4. */
  @Test
  void write_attestsASmallerVersionAndKeepsItsOwn() {
    Write newer =
        bench.write(
            new Version(new Timestamp(9, bob.id(), Path.BASE), Bench.value("new").hash()), "new");
    bench.send(1, bob, newer);
    ReplicaState before = bench.state(1);
    Write older = bench.write(Bench.next(GENESIS, alice, "v1"), "v1");
    Answer answer = bench.send(1, alice, older);
    assertThat(answer.attestation())
        .isEqualTo(bench.attest(1, Statement.written(Bench.SCOPE, older.prepared().version())));
    assertThat(bench.state(1)).isSameAs(before);
  }

  /** E2. */
  @Test
  void write_refusesAValueOfAnotherHash() {
    PreparedVersion prepared = bench.prepared(Bench.next(GENESIS, alice, "v1"));
    assertRefused("invalid", alice, new Write(bench.nonce(), prepared, Bench.value("v2")));
  }

  @Test
  void write_hasAValue() {
    assertThatThrownBy(() -> new Write(bench.nonce(), GENESIS, Value.ABSENT))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void write_takesWhatAReaderWritesBackButNothingFromAStranger() {
    Write write = bench.write(Bench.next(GENESIS, alice, "v1"), "v1");
    bench.mayNotWrite.add(bob.id());
    assertThat(bench.send(1, bob, write).reply()).isInstanceOf(WriteReply.class);
    bench.mayNotRead.add(bob.id());
    assertRefused("WRITE", bob, write);
  }

  /** A1. */
  @Test
  void looking_takesTheRightToReadOrToWrite() {
    bench.mayNotRead.add(bob.id());
    assertThat(bench.send(1, bob, new Read(bench.nonce())).refusal()).isNull();
    bench.mayNotWrite.add(bob.id());
    assertRefused("READ", bob, new Read(bench.nonce()));
    assertRefused("READ-TS", bob, new ReadTs(bench.nonce()));
    assertRefused("READ-WRITTEN", bob, new ReadWritten(bench.nonce()));
  }

  @Test
  void readWritten_showsTheWriteCertificateOrAttestsTowardsOne() {
    Answer genesis = bench.send(1, bob, new ReadWritten(bench.nonce()));
    assertThat(genesis.as(ReadReply.class).writeCertificate()).isNotNull();
    assertThat(genesis.attestation()).isNull();

    Version v1 = Bench.next(GENESIS, alice, "v1");
    bench.send(1, alice, bench.write(v1, "v1"));
    Answer unknown = bench.send(1, bob, new ReadWritten(bench.nonce()));
    assertThat(unknown.as(ReadReply.class).writeCertificate()).isNull();
    assertThat(unknown.attestation())
        .isEqualTo(bench.attest(1, Statement.written(Bench.SCOPE, v1)));
  }

  @Test
  void read_attestsNothing() {
    bench.send(1, alice, bench.write(Bench.next(GENESIS, alice, "v1"), "v1"));
    assertThat(bench.send(1, bob, new Read(bench.nonce())).attestation()).isNull();
  }

  @Test
  void optimism_isForTheOptimisedModeOnly() {
    assertRefused(
        "READ-TS-PREP", alice, new ReadTsPrep(bench.nonce(), Bench.value("v1").hash(), null));
  }
}
