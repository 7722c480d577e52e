package org.quorate.register.bftbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.quorate.api.model.Value;
import org.quorate.api.model.Version;
import org.quorate.register.bftbc.Bench.Answer;
import org.quorate.register.bftbc.Bench.Party;
import org.quorate.register.bftbc.BftBcRequest.ReadTsPrep;
import org.quorate.register.bftbc.BftBcRequest.Write;

/** What faulty clients can prepare ahead, and leave behind when they are removed. */
final class LurkingTest {
  private static final PreparedVersion GENESIS = PreparedVersion.GENESIS;

  private Conspiracy all = new Conspiracy(Mode.BASE);

  @Test
  void t2_base_aColluderIsOneStepOfAChain() {
    PreparedVersion tip = GENESIS;
    for (String colluder : List.of("c1", "c2", "c3")) {
      tip = all.prepare(all.client(colluder), tip, colluder);
    }
    assertThat(tip.ts().counter()).isEqualTo(3);
    assertThat(
            all.tryPrepare(
                all.bench.prepare(all.client("c1"), tip, "again", null), Conspiracy.CORRECT))
        .isNull();
    Drive honest = all.honestWrite(BftBcProtocol.BASE, null, "v");
    assertThat(honest.returned().version().ts().counter()).isEqualTo(1);
  }

  @Test
  void t2_optimised_aColluderIsTwoStepsOfAChain() {
    all = new Conspiracy(Mode.OPTIMISED);
    Party mallory = all.client("mallory");
    PreparedVersion first = all.prepareOptimistically(mallory, "m1");
    PreparedVersion second = all.prepare(mallory, first, "m2");
    assertThat(second.ts().counter()).isEqualTo(2);
    assertThat(all.tryPrepare(all.bench.prepare(mallory, second, "m3", null), Conspiracy.CORRECT))
        .isNull();
    all.bench.sendAll(
        mallory, new Write(all.bench.nonce(), second, Bench.value("m2")), Conspiracy.CORRECT);
    for (Answer answer :
        all.bench.sendAll(
            mallory,
            new ReadTsPrep(all.bench.nonce(), Bench.value("m3").hash(), null),
            Conspiracy.CORRECT)) {
      assertThat(answer.attestation()).isNull();
    }
  }

  @Test
  void l1_base_aRemovedClientLeavesOneWrite() {
    Party mallory = all.client("mallory");
    PreparedVersion kept = all.prepare(mallory, GENESIS, "lurking");
    assertThat(
            all.tryPrepare(
                all.bench.prepare(mallory, GENESIS, "another", null), Conspiracy.CORRECT))
        .isNull();
    assertThat(
            all.tryPrepare(all.bench.prepare(mallory, kept, "another", null), Conspiracy.CORRECT))
        .isNull();
    all.bench.revoked.add(mallory.id());
    assertThat(all.read()).isEqualTo(Value.ABSENT);
    WrittenVersion done = all.write(kept, "lurking", Conspiracy.CORRECT);
    assertThat(all.read()).isEqualTo(Bench.value("lurking"));
    assertThat(
            all.tryPrepare(all.bench.prepare(mallory, kept, "another", done), Conspiracy.CORRECT))
        .isNull();
  }

  @Test
  void l2_optimised_aRemovedClientLeavesTwoWrites() {
    all = new Conspiracy(Mode.OPTIMISED);
    Party mallory = all.client("mallory");
    PreparedVersion first = all.prepareOptimistically(mallory, "one");
    PreparedVersion second = all.prepare(mallory, first, "two");
    all.bench.revoked.add(mallory.id());
    assertThat(all.read()).isEqualTo(Value.ABSENT);
    all.write(first, "one", Conspiracy.CORRECT);
    assertThat(all.read()).isEqualTo(Bench.value("one"));
    all.write(second, "two", Conspiracy.CORRECT);
    assertThat(all.read()).isEqualTo(Bench.value("two"));
  }

  @Test
  void l3_strong_twoSuccessiveWritesMaskWhatARemovedClientLeft() {
    all = new Conspiracy(Mode.STRONG);
    Party mallory = all.client("mallory");
    PreparedVersion kept =
        Objects.requireNonNull(
            all.tryPrepare(
                all.bench.prepare(mallory, GENESIS, "lurking", all.bench.written(Version.GENESIS)),
                Conspiracy.CORRECT));
    all.bench.revoked.add(mallory.id());
    Drive first = all.honestWrite(BftBcProtocol.STRONG, null, "v1");
    all.honestWrite(BftBcProtocol.STRONG, first, "v2");
    all.write(kept, "lurking", Conspiracy.CORRECT);
    assertThat(all.read()).isEqualTo(Bench.value("v2"));
  }

  /** 1:alice is below 1:mallory. */
  @Test
  void l3_strong_oneWriteDoesNotMaskIt() {
    all = new Conspiracy(Mode.STRONG);
    Party mallory = all.client("mallory");
    PreparedVersion kept =
        Objects.requireNonNull(
            all.tryPrepare(
                all.bench.prepare(mallory, GENESIS, "lurking", all.bench.written(Version.GENESIS)),
                Conspiracy.CORRECT));
    all.bench.revoked.add(mallory.id());
    Drive first = all.honestWrite(BftBcProtocol.STRONG, null, "v1");
    assertThat(all.read()).isEqualTo(Bench.value("v1"));
    all.write(kept, "lurking", Conspiracy.CORRECT);
    assertThat(all.read()).isEqualTo(Bench.value("lurking"));
    all.honestWrite(BftBcProtocol.STRONG, first, "v2");
    assertThat(all.read()).isEqualTo(Bench.value("v2"));
  }

  /** In base a chain of hoards reaches further than any number of writes that were not made yet. */
  @Test
  void l4_hoardsPooledAreBoundTimesClients() {
    PreparedVersion tip = GENESIS;
    List<PreparedVersion> hoard = new ArrayList<>();
    List<String> names = List.of("c1", "c2", "c3");
    for (String name : names) {
      tip = all.prepare(all.client(name), tip, name);
      hoard.add(tip);
    }
    names.forEach(name -> all.bench.revoked.add(all.client(name).id()));
    for (int i = 0; i < hoard.size(); i++) {
      all.write(hoard.get(i), names.get(i), Conspiracy.CORRECT);
      assertThat(all.read()).isEqualTo(Bench.value(names.get(i)));
    }
    for (String name : names) {
      assertThat(
              all.tryPrepare(
                  all.bench.prepare(all.client(name), tip, "more", null), Conspiracy.CORRECT))
          .isNull();
    }
  }
}
