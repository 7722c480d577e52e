package org.quorate.conformance.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.quorate.api.certificate.Statement;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.ClientId;
import org.quorate.api.model.Epoch;
import org.quorate.api.model.Key;
import org.quorate.api.model.ReplicaId;
import org.quorate.api.model.ReplicaSet;
import org.quorate.api.model.Scope;
import org.quorate.api.model.Timestamp;
import org.quorate.api.model.Timestamp.Path;
import org.quorate.api.model.Value;
import org.quorate.api.model.Version;
import org.quorate.api.quorum.QuorumKind;
import org.quorate.api.register.Invariant;
import org.quorate.api.register.StateView;
import org.quorate.conformance.lab.ThresholdQuorums;

/**
 * Each invariant kept, and each broken. Four replicas, of which the fourth lies; quorums of three.
 */
final class InvariantsTest {
  private static final Key KEY = new Key("k");
  private static final Timestamp A1 = ts(1, "alice", Path.BASE);
  private static final Timestamp A2 = ts(2, "alice", Path.BASE);
  private static final Timestamp B2 = ts(2, "bob", Path.BASE);

  private final Map<ReplicaId, State> durable = new HashMap<>();
  private final Invariants<State> invariants = watching(EnumSet.allOf(Invariant.class));

  private record State(@Nullable Timestamp held, @Nullable Version prepared) {}

  private Invariants<State> watching(Set<Invariant> watched) {
    return new Invariants<>(
        watched,
        new ThresholdQuorums(4, 1, QuorumKind.DISSEMINATION),
        ReplicaSet.of(4),
        Set.of("mallory"),
        new StateView<>() {
          @Override
          public @Nullable Timestamp timestamp(State state) {
            return state.held();
          }

          @Override
          public boolean remembers(State state, Version prepared) {
            return state.prepared() == null || state.prepared().equals(prepared);
          }
        },
        (replica, key) -> durable.getOrDefault(replica, new State(null, null)));
  }

  private static Timestamp ts(long counter, String client, Path path) {
    return new Timestamp(counter, ClientId.of(client, Bytes.utf8(client)), path);
  }

  private static Version version(Timestamp ts, String value) {
    return new Version(ts, Value.of(Bytes.utf8(value)).hash());
  }

  private void prepared(Timestamp ts, String value, int... replicas) {
    attested(Statement.Kind.PREPARED, version(ts, value), replicas);
  }

  private void written(Timestamp ts, String value, int... replicas) {
    attested(Statement.Kind.WRITTEN, version(ts, value), replicas);
  }

  private void attested(Statement.Kind kind, Version version, int... replicas) {
    Scope scope = new Scope(Bytes.utf8("c"), Epoch.FIRST, KEY);
    for (int replica : replicas) {
      invariants.attested(new ReplicaId(replica), new Statement(kind, scope, version));
    }
  }

  private void assertViolated(Invariant invariant) {
    assertThat(invariants.violations()).isNotEmpty().allMatch(v -> v.startsWith(invariant.name()));
  }

  private void assertNothingViolated() {
    assertThat(invariants.violations()).isEmpty();
  }

  @Test
  void i1_oneValueIsCertifiableAtATimestamp() {
    prepared(A1, "v1", 1, 2, 3);
    written(A1, "v1", 1, 2, 3);
    prepared(A1, "v2", 3, 4, 4);
    assertNothingViolated();
  }

  @Test
  void i1_twoValuesThatTheLiarCouldHelpToCertifyViolateIt() {
    prepared(A1, "v1", 1, 2);
    prepared(A1, "v2", 3);
    assertNothingViolated();
    prepared(A1, "v2", 2);
    assertViolated(Invariant.I1_ONE_VALUE_PER_TIMESTAMP);
  }

  @Test
  void i1_anotherValueWrittenThanPreparedViolatesIt() {
    prepared(A1, "v1", 1, 2, 3);
    written(A1, "v2", 1, 2);
    assertViolated(Invariant.I1_ONE_VALUE_PER_TIMESTAMP);
  }

  @Test
  void i2_eachCounterHasAPredecessor() {
    prepared(A1, "v1", 1, 2);
    written(A1, "v1", 1, 2);
    prepared(B2, "v2", 1, 2);
    assertNothingViolated();
  }

  @Test
  void i2_aGapViolatesIt() {
    written(A1, "v1", 1, 2);
    prepared(B2, "v2", 1, 2);
    assertViolated(Invariant.I2_CERTIFIED_PREDECESSOR);
  }

  @Test
  void i3_eachClientAndPathMayBeOneAhead() {
    prepared(A1, "v1", 1, 2);
    prepared(B2, "v2", 1, 2);
    prepared(ts(3, "alice", Path.OPTIMISTIC), "v3", 1, 2);
    assertThat(invariants.violations()).noneMatch(v -> v.startsWith("I3_BOUNDED"));
    assertThat(invariants.violations()).anyMatch(v -> v.startsWith("I3_ONE_AHEAD"));
  }

  @Test
  void i3_twoOutstandingPreparesOfOneClientViolateIt() {
    prepared(A1, "v1", 1, 2);
    prepared(A2, "v2", 1, 2);
    assertThat(invariants.violations()).anyMatch(v -> v.startsWith("I3_BOUNDED_COUNTERS"));
  }

  @Test
  void i3_aPrepareAfterACompletedWriteIsOneAhead() {
    prepared(A1, "v1", 1, 2);
    written(A1, "v1", 2, 3);
    prepared(A2, "v2", 1, 2);
    assertNothingViolated();
  }

  @Test
  void i4_aVersionThatFallsViolatesIt() {
    ReplicaId correct = new ReplicaId(1);
    invariants.becameDurable(correct, KEY, new State(A2, null));
    invariants.becameDurable(correct, KEY, new State(A2, null));
    invariants.becameDurable(new ReplicaId(2), KEY, new State(A1, null));
    invariants.becameDurable(correct, new Key("other"), new State(A1, null));
    assertNothingViolated();
    invariants.becameDurable(correct, KEY, new State(A1, null));
    assertViolated(Invariant.I4_VERSIONS_NEVER_FALL);
  }

  @Test
  void i4_liarsMayForget() {
    invariants.becameDurable(new ReplicaId(4), KEY, new State(A2, null));
    invariants.becameDurable(new ReplicaId(4), KEY, new State(A1, null));
    assertNothingViolated();
  }

  @Test
  void i5_whatIsWrittenMustBeDurable() {
    durable.put(new ReplicaId(1), new State(A1, null));
    written(A1, "v1", 1);
    assertNothingViolated();
    written(A2, "v2", 1);
    assertViolated(Invariant.I5_ATTESTED_IS_DURABLE);
  }

  @Test
  void i5_whatIsPreparedMustBeDurable() {
    durable.put(new ReplicaId(1), new State(null, version(A1, "v1")));
    prepared(A1, "v1", 1);
    assertNothingViolated();
    prepared(A2, "v2", 1);
    assertViolated(Invariant.I5_ATTESTED_IS_DURABLE);
  }

  @Test
  void i6_aWriteAtTwoTimestampsViolatesIt() {
    written(A1, "v1", 1, 2, 3);
    written(B2, "v1", 1);
    written(A2, "v2", 1);
    assertNothingViolated();
    written(ts(3, "alice", Path.BASE), "v1", 1);
    assertViolated(Invariant.I6_ONE_TIMESTAMP_PER_WRITE);
  }

  @Test
  void i6_saysNothingOfCheats() {
    written(ts(1, "mallory", Path.BASE), "v1", 1);
    written(ts(2, "mallory", Path.BASE), "v1", 1);
    assertNothingViolated();
  }

  @Test
  void onlyWhatIsWatchedIsReported() {
    Invariants<State> blind = watching(EnumSet.noneOf(Invariant.class));
    blind.becameDurable(new ReplicaId(1), KEY, new State(A2, null));
    blind.becameDurable(new ReplicaId(1), KEY, new State(A1, null));
    assertThat(blind.violations()).isEmpty();
  }
}
