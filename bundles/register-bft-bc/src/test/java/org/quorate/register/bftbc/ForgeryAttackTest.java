package org.quorate.register.bftbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.quorate.api.certificate.Certificate;
import org.quorate.api.certificate.Statement;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.ClientId;
import org.quorate.api.model.Epoch;
import org.quorate.api.model.Key;
import org.quorate.api.model.Scope;
import org.quorate.api.model.Timestamp;
import org.quorate.api.model.Timestamp.Path;
import org.quorate.api.model.Value;
import org.quorate.api.model.Version;
import org.quorate.register.bftbc.Bench.Party;
import org.quorate.register.bftbc.BftBcReply.PrepareReply;
import org.quorate.register.bftbc.BftBcReply.ReadReply;
import org.quorate.register.bftbc.BftBcReply.ReadTsPrepReply;
import org.quorate.register.bftbc.BftBcReply.ReadTsReply;
import org.quorate.register.bftbc.BftBcRequest.Prepare;
import org.quorate.register.bftbc.BftBcRequest.ReadTsPrep;
import org.quorate.register.bftbc.BftBcRequest.Write;

/**
 * Requests that claim what is not so. The prefixes of the tests are the rows of the attack matrix,
 * which the rules P1 to P5 are not.
 */
final class ForgeryAttackTest {
  private static final PreparedVersion GENESIS = PreparedVersion.GENESIS;

  private static void assertRefused(
      Conspiracy all, String rule, Party sender, BftBcRequest request) {
    assertThat(all.refusalsOf(request, sender)).containsExactly(rule);
  }

  @AtOneAndTwoFaults
  void e2_aValueOfAnotherHashIsRefused(int faults) {
    Conspiracy all = new Conspiracy(Mode.BASE, faults);
    PreparedVersion v1 = all.prepare(all.client("mallory"), GENESIS, "v1");
    for (String other : List.of("v2", "v1 ", "")) {
      Write write = new Write(all.bench.nonce(), v1, Bench.value(other));
      assertRefused(all, "invalid", all.client("mallory"), write);
    }
    assertThat(all.read()).isEqualTo(Value.ABSENT);
  }

  /** A variant is a configuration, and has an epoch of its own. */
  @AtOneAndTwoFaults
  void e4_aCertificateOfAnotherRegisterClusterOrConfigurationIsRefused(int faults) {
    Conspiracy all = new Conspiracy(Mode.BASE, faults);
    Party mallory = all.client("mallory");
    Version version = Bench.next(GENESIS, mallory, "v1");
    Scope here = Bench.SCOPE;
    for (Scope elsewhere :
        List.of(
            new Scope(here.cluster(), here.epoch(), new Key("other")),
            new Scope(Bytes.utf8("other"), here.epoch(), here.key()),
            new Scope(here.cluster(), new Epoch(2), here.key()))) {
      Certificate prepared = all.bench.certificate(Statement.prepared(elsewhere, version));
      Certificate written = all.bench.certificate(Statement.written(elsewhere, version));
      for (Epoch epoch : List.of(prepared.epoch(), here.epoch())) {
        PreparedVersion p =
            new PreparedVersion(version, new Certificate(epoch, prepared.proof()), null);
        WrittenVersion w = new WrittenVersion(version, new Certificate(epoch, written.proof()));
        Write write = new Write(all.bench.nonce(), p, Bench.value("v1"));
        assertRefused(all, "invalid", mallory, write);
        assertRefused(all, "invalid", mallory, all.bench.prepare(mallory, p, "v2", null));
        assertRefused(all, "invalid", mallory, all.bench.prepare(mallory, GENESIS, "v2", w));
      }
    }
  }

  @AtOneAndTwoFaults
  void e5_anotherClientsIdOrKeyIsRefused(int faults) {
    Conspiracy all = new Conspiracy(Mode.OPTIMISED, faults);
    Party mallory = all.client("mallory");
    Party alice = all.client("alice");
    Preparation alices = new Preparation(GENESIS, Bench.next(GENESIS, alice, "v1"), null);
    Prepare signedByMallory = all.bench.prepare(mallory, alices);
    assertRefused(all, "invalid", mallory, signedByMallory);

    ClientSignature signature = signedByMallory.signature();
    ClientSignature underAlicesKey =
        new ClientSignature(signature.epoch(), alice.keys().publicKey(), signature.signature());
    assertRefused(all, "invalid", mallory, new Prepare(all.bench.nonce(), alices, underAlicesKey));

    ClientId namesake = ClientId.of("alice", mallory.keys().publicKey());
    Version another = new Version(GENESIS.ts().successor(namesake), alices.version().hash());
    assertRefused(
        all,
        "invalid",
        mallory,
        new Prepare(all.bench.nonce(), new Preparation(GENESIS, another, null), underAlicesKey));

    Version optimistic = Bench.nextOptimistic(GENESIS, alice, "v1");
    PreparedVersion consentedByMallory =
        new PreparedVersion(
            optimistic,
            all.bench.prepared(optimistic).certificate(),
            all.bench.sign(mallory, PreparedVersion.payload(Bench.SCOPE, optimistic)));
    assertRefused(
        all,
        "invalid",
        mallory,
        new Write(all.bench.nonce(), consentedByMallory, Bench.value("v1")));
  }

  /** Certificates of {@code statement} that are none. */
  private static List<Certificate> forgeries(Conspiracy all, Statement statement) {
    Bench bench = all.bench;
    Certificate good = bench.certificate(statement);
    int[] liars = all.accomplices;
    Version another = new Version(statement.version().ts(), Bench.value("of another hash").hash());
    Version later =
        new Version(
            statement.version().ts().successor(all.client("mallory").id()),
            statement.version().hash());
    List<Certificate> forged = new ArrayList<>();
    forged.add(new Certificate(good.epoch(), Bytes.utf8("made up")));
    forged.add(new Certificate(good.epoch(), Bytes.EMPTY));
    forged.add(new Certificate(good.epoch(), good.proof().slice(0, good.proof().length() - 1)));
    forged.add(bench.attestedBy(statement, liars));
    forged.add(bench.attestedBy(statement, twice(all.enough())));
    forged.add(new Certificate(new Epoch(2), good.proof()));
    forged.add(bench.certificate(new Statement(statement.kind(), statement.scope(), another)));
    forged.add(bench.certificate(new Statement(statement.kind(), statement.scope(), later)));
    forged.add(Certificate.GENESIS);
    return forged;
  }

  private static int[] twice(int[] signers) {
    int[] all = new int[2 * signers.length];
    for (int i = 0; i < all.length; i++) {
      all[i] = signers[i / 2];
    }
    return all;
  }

  /** There is an open entry in each list, which a valid certificate would close. */
  @AtOneAndTwoFaults
  void p4_aForgedWriteCertificateClosesNothing(int faults) {
    Conspiracy all = new Conspiracy(Mode.OPTIMISED, faults);
    Party mallory = all.client("mallory");
    all.prepareOptimistically(mallory, "v0");
    Version made = all.prepare(mallory, GENESIS, "v1").version();
    List<Certificate> forged =
        new ArrayList<>(forgeries(all, Statement.written(Bench.SCOPE, made)));
    forged.add(all.bench.prepared(made).certificate());
    for (Certificate certificate : forged) {
      WrittenVersion bad = new WrittenVersion(made, certificate);
      assertRefused(all, "invalid", mallory, all.bench.prepare(mallory, GENESIS, "v2", bad));
      assertRefused(
          all,
          "invalid",
          mallory,
          new ReadTsPrep(all.bench.nonce(), Bench.value("v2").hash(), bad));
    }
    for (int replica : all.correct) {
      ReplicaState state = all.bench.state(replica);
      assertThat(state.writeTs()).isEqualTo(Timestamp.GENESIS);
      assertThat(state.prepareList().get(mallory.id()).version()).isEqualTo(made);
      assertThat(state.optimisticList()).containsOnlyKeys(mallory.id());
    }
    assertThat(all.tryPrepare(mallory, GENESIS, "v2", all.bench.written(made)))
        .as("a value of its own at %s", made.ts())
        .isNull();
    assertThat(all.bench.state(1).writeTs())
        .as("a refusal leaves no trace, not even of a valid one")
        .isEqualTo(Timestamp.GENESIS);
  }

  @AtOneAndTwoFaults
  void p5_aForgedPrepareCertificateIsRefusedByReplicasAndClients(int faults) {
    Conspiracy all = new Conspiracy(Mode.BASE, faults);
    Party mallory = all.client("mallory");
    Version made = Bench.next(GENESIS, mallory, "v1");
    List<Certificate> forged =
        new ArrayList<>(forgeries(all, Statement.prepared(Bench.SCOPE, made)));
    forged.add(all.bench.written(made).certificate());
    forged.add(
        all.bench.certificate(
            Statement.prepared(
                new Scope(Bench.SCOPE.cluster(), Bench.SCOPE.epoch(), new Key("other")), made)));
    for (Certificate certificate : forged) {
      PreparedVersion bad = new PreparedVersion(made, certificate, null);
      Write write = new Write(all.bench.nonce(), bad, Bench.value("v1"));
      assertRefused(all, "invalid", mallory, write);
      assertRefused(all, "invalid", mallory, all.bench.prepare(mallory, bad, "v3", null));
      for (BftBcReply reply :
          List.of(
              new ReadTsReply(all.bench.nonce(), bad),
              new ReadTsPrepReply(
                  all.bench.nonce(), bad, made.ts().successor(mallory.id(), Path.OPTIMISTIC)),
              new ReadReply(all.bench.nonce(), bad, null, Bench.value("v1")))) {
        assertThat(all.bench.failures(reply)).as("%s", reply).hasSize(1);
      }
    }
    assertThat(all.read()).isEqualTo(Value.ABSENT);
  }

  /** What no timestamp can be, 2^63-1 or negative, is not even decoded: see the host's tests. */
  @AtOneAndTwoFaults
  void t1_whatIsNotTheSuccessorIsRefused(int faults) {
    Conspiracy all = new Conspiracy(Mode.BASE, faults);
    Party mallory = all.client("mallory");
    PreparedVersion at5 =
        all.bench.prepared(
            new Version(
                new Timestamp(5, all.client("bob").id(), Path.BASE), Bench.value("v").hash()));
    for (long counter : new long[] {1, 4, 5, 7, 1L << 40, Timestamp.COUNTER_MAX}) {
      Timestamp ts = new Timestamp(counter, mallory.id(), Path.BASE);
      Version version = new Version(ts, Bench.value("w").hash());
      assertRefused(
          all, "P1", mallory, all.bench.prepare(mallory, new Preparation(at5, version, null)));
    }
    Version optimistic = Bench.nextOptimistic(at5, mallory, "w");
    assertRefused(
        all, "P1", mallory, all.bench.prepare(mallory, new Preparation(at5, optimistic, null)));
    for (long counter : new long[] {-1, Long.MIN_VALUE, Long.MAX_VALUE}) {
      assertThatThrownBy(() -> new Timestamp(counter, mallory.id(), Path.BASE))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @AtOneAndTwoFaults
  void t1_atTheLastCounterTheRegisterFailsClosed(int faults) {
    for (BftBcProtocol protocol :
        List.of(BftBcProtocol.BASE, BftBcProtocol.OPTIMISED, BftBcProtocol.STRONG)) {
      Conspiracy all = new Conspiracy(protocol.mode(), faults);
      Party mallory = all.client("mallory");
      Timestamp end = new Timestamp(Timestamp.COUNTER_MAX, mallory.id(), Path.BASE);
      PreparedVersion last = all.bench.prepared(new Version(end, Bench.value("v").hash()));
      all.write(last, "v", all.correct);
      Timestamp again = new Timestamp(Timestamp.COUNTER_MAX, all.client("zoe").id(), Path.BASE);
      Prepare prepare =
          all.bench.prepare(
              all.client("zoe"),
              new Preparation(
                  last,
                  new Version(again, Bench.value("w").hash()),
                  all.bench.written(last.version())));
      assertRefused(all, "P1", all.client("zoe"), prepare);
      Drive write = Drive.write(all.bench, protocol, all.client("alice"), null, "w");
      assertThat(write.finish(all.correct).failure()).contains("at its limit");
      assertThat(all.read()).isEqualTo(Bench.value("v"));
    }
  }

  @AtOneAndTwoFaults
  void s2_strongPreparesOnTheWriteCertificateOfThePredecessorOnly(int faults) {
    Conspiracy all = new Conspiracy(Mode.STRONG, faults);
    Party mallory = all.client("mallory");
    PreparedVersion v1 = all.prepareStrong(mallory, "v1");
    WrittenVersion w1 = all.write(v1, "v1", all.correct);
    PreparedVersion v2 = all.bench.prepared(Bench.next(v1, mallory, "v2"));
    Version foreign =
        new Version(new Timestamp(2, all.client("bob").id(), Path.BASE), Bench.value("x").hash());
    Party zoe = all.client("zoe");
    assertRefused(all, "P1", zoe, all.bench.prepare(zoe, v2, "z", null));
    assertRefused(all, "P1", zoe, all.bench.prepare(zoe, v2, "z", w1));
    assertRefused(
        all, "P1", zoe, all.bench.prepare(zoe, v2, "z", all.bench.written(Version.GENESIS)));
    assertRefused(all, "P1", zoe, all.bench.prepare(zoe, v2, "z", all.bench.written(foreign)));
    for (Certificate forged : forgeries(all, Statement.written(Bench.SCOPE, v2.version()))) {
      WrittenVersion bad = new WrittenVersion(v2.version(), forged);
      assertRefused(all, "invalid", zoe, all.bench.prepare(zoe, v2, "z", bad));
    }
    assertThat(all.bench.send(1, zoe, all.bench.prepare(zoe, v1, "z", w1)).reply())
        .isInstanceOf(PrepareReply.class);
  }

  /** To the length and to the byte; that it has a largest length is the hosts' business. */
  @AtOneAndTwoFaults
  void v1_anyValueIsStoredExactly(int faults) {
    Conspiracy all = new Conspiracy(Mode.BASE, faults);
    Drive last = null;
    for (String value : List.of("", "\0", "v", "v\0", " v", "\uD83D\uDD10\u00E9")) {
      last = all.honestWrite(BftBcProtocol.BASE, last, value);
      assertThat(all.read()).isEqualTo(Bench.value(value));
    }
    assertThat(Bench.value("").hash()).isNotEqualTo(Value.ABSENT.hash());
  }
}
