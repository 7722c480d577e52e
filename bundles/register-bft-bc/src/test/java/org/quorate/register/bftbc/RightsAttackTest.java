package org.quorate.register.bftbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import org.quorate.api.certificate.Statement;
import org.quorate.api.model.Value;
import org.quorate.api.model.Version;
import org.quorate.register.bftbc.Bench.Answer;
import org.quorate.register.bftbc.Bench.Party;
import org.quorate.register.bftbc.BftBcRequest.Prepare;
import org.quorate.register.bftbc.BftBcRequest.Read;
import org.quorate.register.bftbc.BftBcRequest.ReadTs;
import org.quorate.register.bftbc.BftBcRequest.ReadTsPrep;
import org.quorate.register.bftbc.BftBcRequest.ReadWritten;
import org.quorate.register.bftbc.BftBcRequest.Write;

/**
 * Clients without a right, or without it any longer. The prefixes of the tests are the rows of the
 * attack matrix. (An identity that has expired is let in by no transport.)
 */
final class RightsAttackTest {
  private static final PreparedVersion GENESIS = PreparedVersion.GENESIS;

  /** By which rules each kind of request is refused. */
  private static List<String> refusalsOfEverything(Conspiracy all, Party client) {
    List<BftBcRequest> everything =
        List.of(
            new Read(all.bench.nonce()),
            new ReadTs(all.bench.nonce()),
            new ReadWritten(all.bench.nonce()),
            new ReadTsPrep(all.bench.nonce(), Bench.value("v").hash(), null),
            all.bench.prepare(client, GENESIS, "v", null),
            all.bench.write(Bench.next(GENESIS, client, "v"), "v"));
    return everything.stream()
        .flatMap(request -> all.refusalsOf(request, client).stream())
        .toList();
  }

  @AtOneAndTwoFaults
  void a1_nothingIsDoneForWhomHasNoRight(int faults) {
    Conspiracy all = new Conspiracy(Mode.OPTIMISED, faults);
    Party mallory = all.client("mallory");
    all.bench.mayNotRead.add(mallory.id());
    all.bench.mayNotWrite.add(mallory.id());
    assertThat(refusalsOfEverything(all, mallory))
        .containsExactly("READ", "READ-TS", "READ-WRITTEN", "READ-TS-PREP", "P1", "WRITE");
    assertThat(all.honestWrite(BftBcProtocol.OPTIMISED, null, "v1").roundTrips).isEqualTo(2);
    assertThat(all.read()).isEqualTo(Bench.value("v1"));
  }

  @AtOneAndTwoFaults
  void a1_whoMayReadPreparesNothing(int faults) {
    Conspiracy all = new Conspiracy(Mode.OPTIMISED, faults);
    Party mallory = all.client("mallory");
    all.bench.mayNotWrite.add(mallory.id());
    Prepare prepare = all.bench.prepare(mallory, GENESIS, "v", null);
    ReadTsPrep optimistic = new ReadTsPrep(all.bench.nonce(), Bench.value("v").hash(), null);
    assertThat(all.refusalsOf(prepare, mallory)).containsExactly("P1");
    assertThat(all.refusalsOf(prepare, all.client("colluder"))).containsExactly("P1");
    assertThat(all.refusalsOf(optimistic, mallory)).containsExactly("READ-TS-PREP");
    Drive read = Drive.read(all.bench, BftBcProtocol.BASE, mallory);
    assertThat(read.finish(all.correct).returned().value()).isEqualTo(Value.ABSENT);
  }

  @AtOneAndTwoFaults
  void a1_aRevokedClientIsRefusedWhateverItAsks(int faults) {
    Conspiracy all = new Conspiracy(Mode.OPTIMISED, faults);
    Party mallory = all.client("mallory");
    all.bench.revoked.add(mallory.id());
    assertThat(refusalsOfEverything(all, mallory)).containsOnly("revoked");
    all.honestWrite(BftBcProtocol.OPTIMISED, null, "v1");
    assertThat(all.read()).isEqualTo(Bench.value("v1"));
  }

  /** It ends with a reason, and the write stays pending; with the right back, it goes on. */
  @AtOneAndTwoFaults
  void a1_aRightWithdrawnInMidOperationEndsItPlainly(int faults) {
    Conspiracy all = new Conspiracy(Mode.BASE, faults);
    Party alice = all.client("alice");
    Drive write = Drive.write(all.bench, BftBcProtocol.BASE, alice, null, "v1");
    write.exchange(all.correct);
    all.bench.mayNotWrite.add(alice.id());
    write.exchange(all.enough());
    assertThat(write.failure()).contains("P1").contains("no right");
    Drive bob = Drive.write(all.bench, BftBcProtocol.BASE, all.client("bob"), null, "b");
    assertThat(bob.finish(all.correct).roundTrips).isEqualTo(3);
    all.bench.mayNotWrite.clear();
    Drive resumed =
        Drive.resume(all.bench, BftBcProtocol.BASE, alice, Objects.requireNonNull(write.journal));
    assertThat(resumed.finish(all.correct).returned().value()).isEqualTo(Bench.value("v1"));
  }

  /** On its own channel, or brought by a colluder on another. */
  @AtOneAndTwoFaults
  void l5_whatWasInFlightAtTheRemovalIsRefused(int faults) {
    for (Mode mode : Mode.values()) {
      Conspiracy all = new Conspiracy(mode, faults);
      Party mallory = all.client("mallory");
      WrittenVersion written = mode == Mode.STRONG ? all.bench.written(Version.GENESIS) : null;
      Prepare inFlight = all.bench.prepare(mallory, GENESIS, "v", written);
      ReadTsPrep optimistic = new ReadTsPrep(all.bench.nonce(), Bench.value("v").hash(), null);
      Write partial = all.bench.write(Bench.next(GENESIS, mallory, "v"), "v");
      all.bench.revoked.add(mallory.id());
      for (BftBcRequest request : List.of(inFlight, optimistic, partial)) {
        assertThat(all.refusalsOf(request, mallory)).containsExactly("revoked");
      }
      assertThat(all.refusalsOf(inFlight, all.client("colluder"))).containsExactly("P1");
      assertThat(all.read()).isEqualTo(Value.ABSENT);
    }
  }

  /** With a quorum's acknowledgement nothing new is certified, though f correct ones lag behind. */
  @AtOneAndTwoFaults
  void l5_theRemovalIsInForceOnceAQuorumHasAcknowledgedIt(int faults) {
    for (int knowing = 0; knowing <= 2 * faults + 1; knowing++) {
      Conspiracy all = new Conspiracy(Mode.BASE, faults);
      Party mallory = all.client("mallory");
      Prepare inFlight = all.bench.prepare(mallory, GENESIS, "v", null);
      all.bench.revoked.add(mallory.id());
      for (int replica : all.correct) {
        if (replica > knowing) {
          all.bench.lagging.add(replica);
        }
      }
      // The liars acknowledge what they ignore.
      boolean acknowledged = knowing + faults >= 2 * faults + 1;
      List<Answer> answers = all.bench.sendAll(all.client("colluder"), inFlight, all.correct);
      Statement statement = Statement.prepared(Bench.SCOPE, inFlight.preparation().version());
      assertThat(all.certificate(statement, answers) == null)
          .as("%d correct replicas know", knowing)
          .isEqualTo(acknowledged);
    }
  }
}
