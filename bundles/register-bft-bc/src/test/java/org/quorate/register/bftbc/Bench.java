package org.quorate.register.bftbc;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.quorate.api.certificate.Attestation;
import org.quorate.api.certificate.Attestor;
import org.quorate.api.certificate.Certificate;
import org.quorate.api.certificate.CertificateScheme.Dealing;
import org.quorate.api.certificate.CertificateSetting;
import org.quorate.api.certificate.Certifier;
import org.quorate.api.certificate.Statement;
import org.quorate.api.crypto.SigningKeys;
import org.quorate.api.machine.Access;
import org.quorate.api.machine.Arrival;
import org.quorate.api.machine.Claim;
import org.quorate.api.machine.ClaimVerifier;
import org.quorate.api.machine.Input;
import org.quorate.api.machine.Message;
import org.quorate.api.machine.Nonce;
import org.quorate.api.machine.Refusal;
import org.quorate.api.machine.ReplicaMachine;
import org.quorate.api.machine.Step;
import org.quorate.api.machine.Verified;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.ClientId;
import org.quorate.api.model.Epoch;
import org.quorate.api.model.Key;
import org.quorate.api.model.ReplicaId;
import org.quorate.api.model.Scope;
import org.quorate.api.model.Timestamp.Path;
import org.quorate.api.model.Value;
import org.quorate.api.model.Version;
import org.quorate.api.quorum.QuorumKind;
import org.quorate.api.quorum.QuorumRole;
import org.quorate.api.quorum.QuorumSystem;
import org.quorate.api.register.RegisterProtocol.ClientSetting;
import org.quorate.conformance.lab.SymbolicCertificates;
import org.quorate.conformance.lab.SymbolicSignatures;
import org.quorate.conformance.lab.SymbolicVerifier;
import org.quorate.conformance.lab.ThresholdQuorums;
import org.quorate.register.bftbc.BftBcRequest.Prepare;
import org.quorate.register.bftbc.BftBcRequest.Write;

/** Four replicas (or any other number) on a bench, and messages handed to them one by one. */
final class Bench implements Access {
  static final Scope SCOPE = new Scope(Bytes.utf8("bench"), Epoch.FIRST, new Key("k"));

  final QuorumSystem quorums;
  final Certifier certifier;
  final ClaimVerifier verifier;
  final Set<ClientId> revoked = new HashSet<>();
  final Set<ClientId> mayNotWrite = new HashSet<>();
  final Set<ClientId> mayNotRead = new HashSet<>();
  private final SymbolicSignatures signatures;
  private final Map<ReplicaId, Attestor> attestors = new HashMap<>();
  private final ReplicaMachine<ReplicaState, BftBcRequest, BftBcReply> machine;
  private final Map<Integer, ReplicaState> states = new HashMap<>();
  private int operations;

  Bench(Mode mode) {
    this(mode, 4, 1);
  }

  Bench(Mode mode, int replicas, int faults) {
    this(new BftBcReplica(mode), replicas, faults);
  }

  Bench(ReplicaMachine<ReplicaState, BftBcRequest, BftBcReply> machine, int replicas, int faults) {
    this(machine, replicas, faults, honest -> honest);
  }

  /** Replicas that take an optimistic version without its author's signature. */
  static Bench ignoringConsent(Mode mode) {
    return new Bench(
        new BftBcReplica(mode),
        4,
        1,
        honest ->
            claims ->
                claims.stream()
                    .map(c -> c instanceof Claim.Signed ? null : honest.failures(List.of(c)).get(0))
                    .toList());
  }

  private Bench(
      ReplicaMachine<ReplicaState, BftBcRequest, BftBcReply> machine,
      int replicas,
      int faults,
      UnaryOperator<ClaimVerifier> verifiers) {
    signatures = new SymbolicSignatures(1);
    this.machine = machine;
    quorums = new ThresholdQuorums(replicas, faults, QuorumKind.DISSEMINATION);
    SymbolicCertificates scheme = new SymbolicCertificates(1);
    CertificateSetting setting = new CertificateSetting(quorums, signatures);
    Dealing dealing = scheme.deal(setting, new SecureRandom());
    certifier = scheme.certifier(setting, dealing.publicParameters());
    verifier = verifiers.apply(new SymbolicVerifier(certifier, signatures, Epoch.FIRST));
    dealing
        .secrets()
        .forEach(
            (id, secret) ->
                attestors.put(
                    id, scheme.attestor(setting, dealing.publicParameters(), id, secret)));
  }

  /** A client, correct or not. */
  record Party(ClientId id, SigningKeys keys) {}

  Party client(String name) {
    SigningKeys keys = signatures.keysOf(name);
    return new Party(ClientId.of(name, keys.publicKey()), keys);
  }

  ClientSetting<WriterJournal> setting(Party client, @Nullable WriterJournal journal) {
    return new ClientSetting<>(
        SCOPE, client.id(), client.keys().publicKey(), quorums, certifier, journal);
  }

  /** What a replica makes of a request: a reply, or a refusal. */
  record Answer(
      int replica,
      @Nullable BftBcReply reply,
      @Nullable Attestation attestation,
      @Nullable Refusal refusal) {
    String rule() {
      return refusal == null ? "none" : refusal.rule();
    }

    <R extends BftBcReply> R as(Class<R> type) {
      return type.cast(Objects.requireNonNull(reply, this::toString));
    }
  }

  ReplicaState state(int replica) {
    return states.getOrDefault(replica, ReplicaState.GENESIS);
  }

  void state(int replica, ReplicaState state) {
    states.put(replica, state);
  }

  /** Hands {@code request} to a replica as its host would. */
  Answer send(int replica, Party sender, BftBcRequest request) {
    Verified.Verdict<BftBcRequest> verdict = Verified.check(request, SCOPE, verifier);
    if (verdict.verified() == null) {
      return new Answer(replica, null, null, new Refusal("invalid", verdict.reason()));
    }
    Step<ReplicaState, BftBcReply> step =
        machine.step(state(replica), new Arrival<>(SCOPE, sender.id(), verdict.verified(), this));
    states.put(replica, step.next());
    Attestation attestation = step.attest() == null ? null : attest(replica, step.attest());
    return new Answer(replica, step.reply(), attestation, step.refusal());
  }

  List<Answer> sendAll(Party sender, BftBcRequest request, int... replicas) {
    return Arrays.stream(replicas).mapToObj(r -> send(r, sender, request)).toList();
  }

  /** What the client's host makes of {@code answer}. */
  Input<BftBcReply> input(Answer answer, Nonce nonce) {
    ReplicaId from = new ReplicaId(answer.replica());
    if (answer.refusal() != null) {
      return new Input.Refused<>(from, nonce, answer.refusal());
    }
    Verified.Verdict<BftBcReply> verdict =
        Verified.check(Objects.requireNonNull(answer.reply()), SCOPE, verifier);
    return new Input.Answered<>(
        from, Objects.requireNonNull(verdict.verified(), verdict::reason), answer.attestation());
  }

  Attestation attest(int replica, Statement statement) {
    return Objects.requireNonNull(attestors.get(new ReplicaId(replica)))
        .attestAll(List.of(statement))
        .get(0);
  }

  /** The certificate that the answers' attestations make, or null if they do not make one. */
  @Nullable Certificate combine(Statement statement, List<Answer> answers) {
    Map<ReplicaId, Attestation> attestations = new LinkedHashMap<>();
    for (Answer answer : answers) {
      if (answer.attestation() != null) {
        attestations.put(new ReplicaId(answer.replica()), answer.attestation());
      }
    }
    return certifier.combine(statement, attestations).certificate();
  }

  /** A certificate out of nothing, as if a quorum had attested. */
  Certificate certificate(Statement statement) {
    int quorumSize = quorums.thresholdSize(QuorumRole.WRITE).orElseThrow();
    List<Answer> answers =
        IntStream.rangeClosed(1, quorumSize)
            .mapToObj(r -> new Answer(r, null, attest(r, statement), null))
            .toList();
    return Objects.requireNonNull(combine(statement, answers));
  }

  /** A proof of PREPARED, as the symbolic scheme writes it, by exactly these signers. */
  Certificate attestedBy(Version version, int... replicas) {
    Bytes proof = Bytes.EMPTY;
    for (int replica : replicas) {
      proof = proof.concat(attest(replica, Statement.prepared(SCOPE, version)).proof());
    }
    return new Certificate(SCOPE.epoch(), proof);
  }

  /** What is wrong with {@code message}. */
  List<String> failures(Message message) {
    return verifier.failures(message.claims(SCOPE)).stream().filter(Objects::nonNull).toList();
  }

  PreparedVersion prepared(Version version) {
    Certificate certificate = certificate(Statement.prepared(SCOPE, version));
    return version.ts().path() == Path.BASE
        ? new PreparedVersion(version, certificate, null)
        : new PreparedVersion(version, certificate, consent(version));
  }

  WrittenVersion written(Version version) {
    return version.equals(Version.GENESIS)
        ? new WrittenVersion(version, Certificate.GENESIS)
        : new WrittenVersion(version, certificate(Statement.written(SCOPE, version)));
  }

  /** The signature of the version's author; anybody's keys may be asked for here. */
  ClientSignature consent(Version version) {
    return sign(client(version.ts().client().name()), PreparedVersion.payload(SCOPE, version));
  }

  ClientSignature sign(Party signer, Bytes payload) {
    return new ClientSignature(
        SCOPE.epoch(),
        signer.keys().publicKey(),
        signatures.sign(signer.keys().privateKey(), payload));
  }

  Nonce nonce() {
    operations++;
    return Nonce.first(Bytes.utf8(String.format("operation %06d", operations)));
  }

  Prepare prepare(Party signer, Preparation preparation) {
    return new Prepare(nonce(), preparation, sign(signer, preparation.promise().payload(SCOPE)));
  }

  /** PREPARE of {@code value} at the successor of {@code predecessor}, in the mode base. */
  Prepare prepare(
      Party signer, PreparedVersion predecessor, String value, @Nullable WrittenVersion written) {
    return prepare(signer, new Preparation(predecessor, next(predecessor, signer, value), written));
  }

  Write write(Version version, String value) {
    return new Write(nonce(), prepared(version), value(value));
  }

  static Version next(PreparedVersion predecessor, Party client, String value) {
    return new Version(predecessor.ts().successor(client.id()), value(value).hash());
  }

  static Version nextOptimistic(PreparedVersion predecessor, Party client, String value) {
    return new Version(
        predecessor.ts().successor(client.id(), Path.OPTIMISTIC), value(value).hash());
  }

  static Value value(String text) {
    return Value.of(Bytes.utf8(text));
  }

  @Override
  public boolean isRevoked(ClientId client) {
    return revoked.contains(client);
  }

  @Override
  public boolean mayRead(ClientId client, Key key) {
    return !mayNotRead.contains(client);
  }

  @Override
  public boolean mayWrite(ClientId client, Key key) {
    return !mayNotWrite.contains(client);
  }
}
