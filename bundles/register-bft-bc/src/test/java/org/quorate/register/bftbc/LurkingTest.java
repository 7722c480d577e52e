package org.quorate.register.bftbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.quorate.api.model.Value;
import org.quorate.api.model.Version;
import org.quorate.register.bftbc.Bench.Answer;
import org.quorate.register.bftbc.Bench.Party;
import org.quorate.register.bftbc.BftBcRequest.ReadTsPrep;
import org.quorate.register.bftbc.BftBcRequest.Write;

/**
 * What faulty clients can prepare ahead, and leave behind when they are removed. The prefixes of
 * the tests are the rows of the attack matrix. Where a row names a bound, it is reached.
 */
final class LurkingTest {
  private static final PreparedVersion GENESIS = PreparedVersion.GENESIS;
  private static final List<String> COLLUDERS = List.of("c1", "c2", "c3");

  @AtOneAndTwoFaults
  void t2_base_aColluderIsOneStepOfAChain(int faults) {
    Conspiracy all = new Conspiracy(Mode.BASE, faults);
    PreparedVersion tip = GENESIS;
    for (String colluder : COLLUDERS) {
      tip = all.prepare(all.client(colluder), tip, colluder);
    }
    assertThat(tip.ts().counter()).isEqualTo(COLLUDERS.size());
    for (String colluder : COLLUDERS) {
      assertThat(all.tryPrepare(all.client(colluder), tip, "again", null)).isNull();
    }
    Drive honest = all.honestWrite(BftBcProtocol.BASE, null, "v");
    assertThat(honest.returned().version().ts().counter()).isEqualTo(1);
  }

  @AtOneAndTwoFaults
  void t2_optimised_aColluderIsTwoStepsOfAChain(int faults) {
    Conspiracy all = new Conspiracy(Mode.OPTIMISED, faults);
    Party mallory = all.client("mallory");
    PreparedVersion first = all.prepareOptimistically(mallory, "m1");
    PreparedVersion second = all.prepare(mallory, first, "m2");
    assertThat(second.ts().counter()).isEqualTo(2);
    assertThat(all.tryPrepare(mallory, second, "m3", null)).isNull();
    all.bench.sendAll(
        mallory, new Write(all.bench.nonce(), second, Bench.value("m2")), all.correct);
    for (Answer answer :
        all.bench.sendAll(
            mallory,
            new ReadTsPrep(all.bench.nonce(), Bench.value("m3").hash(), null),
            all.correct)) {
      assertThat(answer.attestation()).isNull();
    }
  }

  /** Neither on the chain's own certificates nor on those of anything else. */
  @AtOneAndTwoFaults
  void t2_strong_nobodyBuildsOnWhatIsNotWritten(int faults) {
    Conspiracy all = new Conspiracy(Mode.STRONG, faults);
    PreparedVersion first = all.prepareStrong(all.client("c1"), "c1");
    for (WrittenVersion shown :
        Arrays.asList(null, all.bench.written(Version.GENESIS), unwritten(first))) {
      assertThat(all.tryPrepare(all.client("c2"), first, "c2", shown)).isNull();
    }
    WrittenVersion shown = all.write(first, "c1", all.enough());
    assertThat(all.tryPrepare(all.client("c2"), first, "c2", shown)).isNotNull();
  }

  private static WrittenVersion unwritten(PreparedVersion prepared) {
    return new WrittenVersion(prepared.version(), prepared.certificate());
  }

  @AtOneAndTwoFaults
  void l1_base_aRemovedClientLeavesOneWrite(int faults) {
    Conspiracy all = new Conspiracy(Mode.BASE, faults);
    Party mallory = all.client("mallory");
    PreparedVersion kept = all.prepare(mallory, GENESIS, "lurking");
    assertThat(all.tryPrepare(mallory, GENESIS, "another", null)).isNull();
    assertThat(all.tryPrepare(mallory, kept, "another", null)).isNull();
    all.bench.revoked.add(mallory.id());
    assertThat(all.read()).isEqualTo(Value.ABSENT);
    WrittenVersion done = all.write(kept, "lurking", all.correct);
    assertThat(all.read()).isEqualTo(Bench.value("lurking"));
    assertThat(all.tryPrepare(mallory, kept, "another", done)).isNull();
  }

  @AtOneAndTwoFaults
  void l2_optimised_aRemovedClientLeavesTwoWrites(int faults) {
    Conspiracy all = new Conspiracy(Mode.OPTIMISED, faults);
    Party mallory = all.client("mallory");
    PreparedVersion first = all.prepareOptimistically(mallory, "one");
    PreparedVersion second = all.prepare(mallory, first, "two");
    all.bench.revoked.add(mallory.id());
    assertThat(all.read()).isEqualTo(Value.ABSENT);
    all.write(first, "one", all.correct);
    assertThat(all.read()).isEqualTo(Bench.value("one"));
    WrittenVersion done = all.write(second, "two", all.correct);
    assertThat(all.read()).isEqualTo(Bench.value("two"));
    assertThat(all.tryPrepare(mallory, second, "three", done)).isNull();
  }

  @AtOneAndTwoFaults
  void l3_strong_twoSuccessiveWritesMaskWhatARemovedClientLeft(int faults) {
    Conspiracy all = new Conspiracy(Mode.STRONG, faults);
    Party mallory = all.client("mallory");
    PreparedVersion kept = all.prepareStrong(mallory, "lurking");
    all.bench.revoked.add(mallory.id());
    Drive first = all.honestWrite(BftBcProtocol.STRONG, null, "v1");
    all.honestWrite(BftBcProtocol.STRONG, first, "v2");
    all.write(kept, "lurking", all.correct);
    assertThat(all.read()).isEqualTo(Bench.value("v2"));
  }

  /** 1:alice is below 1:mallory. */
  @AtOneAndTwoFaults
  void l3_strong_oneWriteDoesNotMaskIt(int faults) {
    Conspiracy all = new Conspiracy(Mode.STRONG, faults);
    Party mallory = all.client("mallory");
    PreparedVersion kept = all.prepareStrong(mallory, "lurking");
    assertThat(all.tryPrepare(mallory, GENESIS, "another", all.bench.written(Version.GENESIS)))
        .isNull();
    all.bench.revoked.add(mallory.id());
    Drive first = all.honestWrite(BftBcProtocol.STRONG, null, "v1");
    assertThat(all.read()).isEqualTo(Bench.value("v1"));
    all.write(kept, "lurking", all.correct);
    assertThat(all.read()).isEqualTo(Bench.value("lurking"));
    all.honestWrite(BftBcProtocol.STRONG, first, "v2");
    assertThat(all.read()).isEqualTo(Bench.value("v2"));
  }

  /** In base a chain of hoards reaches further than any number of writes that were not made yet. */
  @AtOneAndTwoFaults
  void l4_base_hoardsPooledAreBoundTimesClients(int faults) {
    Conspiracy all = new Conspiracy(Mode.BASE, faults);
    List<PreparedVersion> hoard = new ArrayList<>();
    PreparedVersion tip = GENESIS;
    for (String name : COLLUDERS) {
      tip = all.prepare(all.client(name), tip, name);
      hoard.add(tip);
    }
    removeAll(all);
    assertThat(seenInTurn(all, hoard, COLLUDERS)).isEqualTo(COLLUDERS.size());
  }

  @AtOneAndTwoFaults
  void l4_optimised_hoardsPooledAreBoundTimesClients(int faults) {
    Conspiracy all = new Conspiracy(Mode.OPTIMISED, faults);
    List<PreparedVersion> hoard = new ArrayList<>();
    List<String> values = new ArrayList<>();
    for (String name : COLLUDERS) {
      hoard.add(all.prepareOptimistically(all.client(name), name + "-1"));
      values.add(name + "-1");
    }
    PreparedVersion tip = hoard.get(COLLUDERS.size() - 1);
    for (String name : COLLUDERS) {
      tip = all.prepare(all.client(name), tip, name + "-2");
      hoard.add(tip);
      values.add(name + "-2");
    }
    removeAll(all);
    assertThat(seenInTurn(all, hoard, values)).isEqualTo(2 * COLLUDERS.size());
  }

  /** All of them at one counter, so that two successive writes mask them all. */
  @AtOneAndTwoFaults
  void l4_strong_hoardsPooledAreBoundTimesClientsAndMaskedAsOne(int faults) {
    for (boolean masked : new boolean[] {false, true}) {
      Conspiracy all = new Conspiracy(Mode.STRONG, faults);
      List<PreparedVersion> hoard = new ArrayList<>();
      for (String name : COLLUDERS) {
        hoard.add(all.prepareStrong(all.client(name), name));
      }
      removeAll(all);
      Drive first = all.honestWrite(BftBcProtocol.STRONG, null, "v1");
      if (masked) {
        all.honestWrite(BftBcProtocol.STRONG, first, "v2");
      }
      assertThat(seenInTurn(all, hoard, COLLUDERS)).isEqualTo(masked ? 0 : COLLUDERS.size());
    }
  }

  private static void removeAll(Conspiracy all) {
    COLLUDERS.forEach(name -> all.bench.revoked.add(all.client(name).id()));
  }

  /** How many of the hoard readers come to see; and there is no more than the hoard. */
  private static int seenInTurn(Conspiracy all, List<PreparedVersion> hoard, List<String> values) {
    int seen = 0;
    WrittenVersion done = null;
    for (int i = 0; i < hoard.size(); i++) {
      done = all.write(hoard.get(i), values.get(i), all.correct);
      if (all.read().equals(Bench.value(values.get(i)))) {
        seen++;
      }
    }
    PreparedVersion tip = hoard.get(hoard.size() - 1);
    for (String name : COLLUDERS) {
      assertThat(all.tryPrepare(all.client(name), tip, "more", done)).isNull();
    }
    return seen;
  }
}
