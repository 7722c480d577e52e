package org.quorate.conformance.adversary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.quorate.api.adversary.ReplicaAdversary;
import org.quorate.api.certificate.Attestation;
import org.quorate.api.certificate.Attestor;
import org.quorate.api.certificate.Statement;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.ClientId;
import org.quorate.api.model.Epoch;
import org.quorate.api.model.Key;
import org.quorate.api.model.Scope;
import org.quorate.api.model.Timestamp;
import org.quorate.api.model.Value;
import org.quorate.api.model.Version;
import org.quorate.api.quorum.QuorumKind;
import org.quorate.api.recovery.ShareLabel;
import org.quorate.conformance.lab.Lab;
import org.quorate.conformance.lab.LabSettings;
import org.quorate.conformance.result.ConformanceKit;

/**
 * What every way for a replica to lie must pass. Whether protocols withstand it is another question
 * that simulations answer; here it lies to the {@link Toy}, which believes everything.
 */
@ConformanceKit(
    part = "adversary",
    withstands =
        "questions in any order and from anybody, in runs by seed: it throws nothing, holds nobody"
            + " up, and one seed is one way to lie",
    breaks = "a replica that tells the truth, or one whose lies follow no seed, does not pass")
public abstract class ReplicaAdversaryKit {
  private static final int REPLICAS = 4;
  private static final int OPERATIONS = 12;
  private static final Scope SCOPE =
      new Scope(Bytes.utf8("0123456789abcdef"), Epoch.FIRST, new Key("k"));
  private static final Version VERSION =
      new Version(
          Timestamp.GENESIS.successor(ClientId.of("alice", Bytes.utf8("alice"))),
          Value.of(Bytes.utf8("v")).hash());
  private static final List<Statement> STATEMENTS =
      List.of(Statement.prepared(SCOPE, VERSION), Statement.written(SCOPE, VERSION));

  /** The adversary to examine, a new instance. */
  protected abstract ReplicaAdversary adversary();

  /** How many seeds it is examined with. */
  protected int seeds() {
    return 20;
  }

  @Test
  void saysWhatItIs() {
    assertThat(adversary().name()).matches("[a-z][a-z0-9-]*");
    assertThat(adversary().description()).as("what must come of it").isNotBlank();
  }

  @Test
  void oneSeed_oneWayToLie() {
    assertThat(LongStream.rangeClosed(1, seeds()))
        .allSatisfy(seed -> assertThat(lying(seed)).isEqualTo(lying(seed)));
  }

  /**
   * Whether it has something to lie about to the {@link Toy}: there are no certificates, no epochs
   * and no two writers of one register.
   */
  protected boolean liesToTheToy() {
    return true;
  }

  @Test
  void lies() {
    assumeTrue(liesToTheToy(), "it has nothing to lie about to the toy");
    assertThat(LongStream.rangeClosed(1, seeds()))
        .as("seeds with which something is not as if all were honest")
        .anyMatch(seed -> attestsOtherwise(seed) || !lying(seed).equals(trace(settings(seed))));
  }

  /** What is attested falsely the toy does not look at. */
  private boolean attestsOtherwise(long seed) {
    Attestor honest =
        statements ->
            statements.stream()
                .map(statement -> new Attestation(ShareLabel.INITIAL, statement.encoded()))
                .toList();
    return !adversary()
        .corrupt(honest, seed)
        .attestAll(STATEMENTS)
        .equals(honest.attestAll(STATEMENTS));
  }

  private String lying(long seed) {
    return trace(settings(seed).liar(1, adversary()));
  }

  private static LabSettings settings(long seed) {
    return LabSettings.of(REPLICAS, 1, QuorumKind.DISSEMINATION, seed);
  }

  /** All that two clients and the replicas do, and everybody's operations come to an end. */
  private static String trace(LabSettings settings) {
    Lab<?, ?, ?, ?> lab = Lab.of(new Toy(), settings);
    IntStream.range(0, OPERATIONS)
        .forEach(
            i -> {
              Key key = new Key("k" + i % 2);
              String client = i % 3 == 0 ? "alice" : "bob";
              if (i < 2) {
                lab.client("alice").write(key, "v" + i);
              } else {
                lab.client(client).read(key);
              }
              assertThat(lab.run()).as("everybody is served: %s", lab.progress()).isTrue();
            });
    return lab.trace().toString();
  }
}
