package org.quorate.register.bftbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.quorate.api.certificate.Certificate;
import org.quorate.api.certificate.Statement;
import org.quorate.api.model.Timestamp;
import org.quorate.api.model.Value;
import org.quorate.api.model.Version;
import org.quorate.register.bftbc.Bench.Answer;
import org.quorate.register.bftbc.Bench.Party;
import org.quorate.register.bftbc.BftBcReply.ReadTsPrepReply;
import org.quorate.register.bftbc.BftBcRequest.Prepare;
import org.quorate.register.bftbc.BftBcRequest.ReadTsPrep;
import org.quorate.register.bftbc.BftBcRequest.Write;

/**
 * Faulty clients on a bench of 3f + 1 replicas. The last f of these are their accomplices, which
 * sign what they like; the others are correct.
 */
final class Conspiracy {
  final Bench bench;

  /** The numbers of the correct replicas, from 1. */
  final int[] correct;

  /** The numbers of the others. */
  final int[] accomplices;

  Conspiracy(Mode mode, int faults) {
    this(Alteration.NONE, mode, faults);
  }

  Conspiracy(Alteration alteration, Mode mode, int faults) {
    bench = new Bench(alteration, mode, 3 * faults + 1, faults);
    correct = IntStream.rangeClosed(1, 2 * faults + 1).toArray();
    accomplices = IntStream.rangeClosed(2 * faults + 2, 3 * faults + 1).toArray();
  }

  Party client(String name) {
    return bench.client(name);
  }

  /** So many correct replicas as make a quorum with the accomplices: the first ones. */
  int[] enough() {
    return Arrays.copyOf(correct, accomplices.length + 1);
  }

  /** What the accomplices attest of {@code statement}, whatever it says. */
  private List<Answer> sworn(Statement statement) {
    return Arrays.stream(accomplices)
        .mapToObj(liar -> new Answer(liar, null, bench.attest(liar, statement), null))
        .toList();
  }

  /** What the answers make with what the accomplices attest; null if no certificate. */
  @Nullable Certificate certificate(Statement statement, List<Answer> answers) {
    List<Answer> all = new ArrayList<>(answers);
    all.addAll(sworn(statement));
    return bench.combine(statement, all);
  }

  /** What {@code prepare} yields with the accomplices' help; null if no certificate. */
  @Nullable PreparedVersion tryPrepare(Prepare prepare, int... replicas) {
    Version version = prepare.preparation().version();
    Certificate certificate =
        certificate(
            Statement.prepared(Bench.SCOPE, version),
            bench.sendAll(client("accomplice"), prepare, replicas));
    return certificate == null ? null : new PreparedVersion(version, certificate, null);
  }

  /** {@code author}'s {@code value} on {@code predecessor}, with everybody asked. */
  @Nullable PreparedVersion tryPrepare(
      Party author, PreparedVersion predecessor, String value, @Nullable WrittenVersion written) {
    return tryPrepare(bench.prepare(author, predecessor, value, written), correct);
  }

  PreparedVersion prepare(Party author, PreparedVersion predecessor, String value) {
    return Objects.requireNonNull(tryPrepare(author, predecessor, value, null));
  }

  /** In the strong mode, on genesis. */
  PreparedVersion prepareStrong(Party author, String value) {
    return Objects.requireNonNull(
        tryPrepare(author, PreparedVersion.GENESIS, value, bench.written(Version.GENESIS)));
  }

  /** What the optimised mode grants to {@code author} now. */
  PreparedVersion prepareOptimistically(Party author, String value) {
    ReadTsPrep request = new ReadTsPrep(bench.nonce(), Bench.value(value).hash(), null);
    List<Answer> answers = bench.sendAll(author, request, correct);
    Timestamp ts = answers.get(0).as(ReadTsPrepReply.class).ts();
    Version version = new Version(ts, Bench.value(value).hash());
    Certificate certificate =
        Objects.requireNonNull(certificate(Statement.prepared(Bench.SCOPE, version), answers));
    return new PreparedVersion(version, certificate, bench.consent(version));
  }

  WrittenVersion write(PreparedVersion prepared, String value, int... replicas) {
    Write request = new Write(bench.nonce(), prepared, Bench.value(value));
    Certificate certificate =
        certificate(
            Statement.written(Bench.SCOPE, prepared.version()),
            bench.sendAll(client("accomplice"), request, replicas));
    return new WrittenVersion(prepared.version(), Objects.requireNonNull(certificate));
  }

  /** By which rules the correct replicas refuse {@code request}; each must, and keep its state. */
  Set<String> refusalsOf(BftBcRequest request, Party sender) {
    Set<String> rules = new TreeSet<>();
    for (int replica : correct) {
      ReplicaState before = bench.state(replica);
      Answer answer = bench.send(replica, sender, request);
      assertThat(answer.refusal()).as(answer.toString()).isNotNull();
      assertThat(answer.attestation()).isNull();
      assertThat(bench.state(replica)).isSameAs(before);
      rules.add(answer.rule());
    }
    return rules;
  }

  Value read() {
    return Drive.read(bench, BftBcProtocol.BASE, client("reader"))
        .finish(correct)
        .returned()
        .value();
  }

  /** A correct client's write after {@code before}, its last one; null if it has none. */
  Drive honestWrite(BftBcProtocol protocol, @Nullable Drive before, String value) {
    Drive write =
        Drive.write(
            bench, protocol, client("alice"), before == null ? null : before.journal, value);
    write.finish(correct).returned();
    return write;
  }
}
