package org.quorate.register.bftbc;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
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
 * Faulty clients on a bench. Replica 4 is their accomplice and signs what they like; replicas 1 to
 * 3 are correct.
 */
final class Conspiracy {
  static final int[] CORRECT = {1, 2, 3};

  final Bench bench;

  Conspiracy(Bench bench) {
    this.bench = bench;
  }

  Conspiracy(Mode mode) {
    this(new Bench(mode));
  }

  Party client(String name) {
    return bench.client(name);
  }

  /** What {@code prepare} yields with the accomplice's help; null if no certificate. */
  @Nullable PreparedVersion tryPrepare(Prepare prepare, int... replicas) {
    Version version = prepare.preparation().version();
    Statement statement = Statement.prepared(Bench.SCOPE, version);
    List<Answer> answers = new ArrayList<>(bench.sendAll(client("accomplice"), prepare, replicas));
    answers.add(new Answer(4, null, bench.attest(4, statement), null));
    Certificate certificate = bench.combine(statement, answers);
    return certificate == null ? null : new PreparedVersion(version, certificate, null);
  }

  PreparedVersion prepare(Party author, PreparedVersion on, String value) {
    return Objects.requireNonNull(tryPrepare(bench.prepare(author, on, value, null), CORRECT));
  }

  /** One replica in each list at most: what the optimised mode grants to {@code author} now. */
  PreparedVersion prepareOptimistically(Party author, String value) {
    ReadTsPrep request = new ReadTsPrep(bench.nonce(), Bench.value(value).hash(), null);
    List<Answer> answers = bench.sendAll(author, request, CORRECT);
    Timestamp ts = answers.get(0).as(ReadTsPrepReply.class).ts();
    Version version = new Version(ts, Bench.value(value).hash());
    Certificate certificate =
        Objects.requireNonNull(bench.combine(Statement.prepared(Bench.SCOPE, version), answers));
    return new PreparedVersion(version, certificate, bench.consent(version));
  }

  WrittenVersion write(PreparedVersion prepared, String value, int... replicas) {
    Statement statement = Statement.written(Bench.SCOPE, prepared.version());
    Write request = new Write(bench.nonce(), prepared, Bench.value(value));
    List<Answer> answers = new ArrayList<>(bench.sendAll(client("accomplice"), request, replicas));
    answers.add(new Answer(4, null, bench.attest(4, statement), null));
    return new WrittenVersion(
        prepared.version(), Objects.requireNonNull(bench.combine(statement, answers)));
  }

  Value read() {
    return Drive.read(bench, BftBcProtocol.BASE, client("reader"))
        .finish(CORRECT)
        .returned()
        .value();
  }

  Drive honestWrite(BftBcProtocol protocol, Drive before, String value) {
    Drive write =
        Drive.write(
            bench, protocol, client("alice"), before == null ? null : before.journal, value);
    write.finish(CORRECT).returned();
    return write;
  }
}
