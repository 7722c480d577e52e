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
final class Bench {
  static final Scope SCOPE = new Scope(Bytes.utf8("bench"), Epoch.FIRST, new Key("k"));

  final QuorumSystem quorums;
  final Certifier certifier;
  final ClaimVerifier verifier;
  final Set<ClientId> revoked = new HashSet<>();

  /** The replicas that do not know who is removed. */
  final Set<Integer> lagging = new HashSet<>();

  final Set<ClientId> mayNotWrite = new HashSet<>();
  final Set<ClientId> mayNotRead = new HashSet<>();
  private final SymbolicSignatures signatures;
  private final Map<ReplicaId, Attestor> attestors = new HashMap<>();
  private final ReplicaMachine<ReplicaState, BftBcRequest, BftBcReply> machine;
  private final Map<Integer, ReplicaState> states = new HashMap<>();
  private final Set<Epoch> accepted = new HashSet<>(Set.of(Epoch.FIRST));
  private Scope scope = SCOPE;
  private int operations;

  Bench(Mode mode) {
    this(mode, 4, 1);
  }

  Bench(Mode mode, int replicas, int faults) {
    this(Alteration.NONE, mode, replicas, faults);
  }

  Bench(Alteration alteration, Mode mode, int replicas, int faults) {
    signatures = new SymbolicSignatures(1);
    machine = alteration.replica(new ReplicaId(1), new BftBcReplica(mode));
    quorums = new ThresholdQuorums(replicas, faults, QuorumKind.DISSEMINATION);
    SymbolicCertificates scheme = new SymbolicCertificates(1);
    CertificateSetting setting = new CertificateSetting(quorums, signatures);
    Dealing dealing = scheme.deal(setting, new SecureRandom());
    certifier = scheme.certifier(setting, dealing.publicParameters());
    verifier = alteration.claims(this::failuresHere);
    dealing
        .secrets()
        .forEach(
            (id, secret) ->
                attestors.put(
                    id, scheme.attestor(setting, dealing.publicParameters(), id, secret)));
  }

  /**
   * From now on everybody is in {@code epoch}. Certificates of that one count, and those of {@code
   * earlier} ones, but no others.
   */
  void enter(Epoch epoch, Epoch... earlier) {
    scope = new Scope(SCOPE.cluster(), epoch, SCOPE.key());
    accepted.clear();
    accepted.add(epoch);
    accepted.addAll(List.of(earlier));
  }

  private List<@Nullable String> failuresHere(List<Claim> claims) {
    return claims.stream()
        .map(
            claim ->
                new SymbolicVerifier(certifier, signatures, epochFor(claim))
                    .failures(List.of(claim))
                    .get(0))
        .toList();
  }

  private Epoch epochFor(Claim claim) {
    return claim instanceof Claim.Certified certified
            && accepted.contains(certified.certificate().epoch())
        ? certified.certificate().epoch()
        : scope.epoch();
  }

  /** A client, correct or not. */
  record Party(ClientId id, SigningKeys keys) {}

  Party client(String name) {
    SigningKeys keys = signatures.keysOf(name);
    return new Party(ClientId.of(name, keys.publicKey()), keys);
  }

  ClientSetting<WriterJournal> setting(Party client, @Nullable WriterJournal journal) {
    return new ClientSetting<>(
        scope, client.id(), client.keys().publicKey(), quorums, certifier, journal);
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
    Access access = new RightsAt(replica);
    if (access.isRevoked(sender.id())) {
      return new Answer(replica, null, null, new Refusal("revoked", "the client was removed"));
    }
    Verified.Verdict<BftBcRequest> verdict = Verified.check(request, scope, verifier);
    if (verdict.verified() == null) {
      return new Answer(replica, null, null, new Refusal("invalid", verdict.reason()));
    }
    Step<ReplicaState, BftBcReply> step =
        machine.step(state(replica), new Arrival<>(scope, sender.id(), verdict.verified(), access));
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
        Verified.check(Objects.requireNonNull(answer.reply()), scope, verifier);
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

  /** A proof, as the symbolic scheme writes it, by exactly these signers. */
  Certificate attestedBy(Statement statement, int... replicas) {
    Bytes proof = Bytes.EMPTY;
    for (int replica : replicas) {
      proof = proof.concat(attest(replica, statement).proof());
    }
    return new Certificate(statement.scope().epoch(), proof);
  }

  /** What is wrong with {@code message}. */
  List<String> failures(Message message) {
    return verifier.failures(message.claims(scope)).stream().filter(Objects::nonNull).toList();
  }

  PreparedVersion prepared(Version version) {
    Certificate certificate = certificate(Statement.prepared(scope, version));
    return version.ts().path() == Path.BASE
        ? new PreparedVersion(version, certificate, null)
        : new PreparedVersion(version, certificate, consent(version));
  }

  WrittenVersion written(Version version) {
    return version.equals(Version.GENESIS)
        ? new WrittenVersion(version, Certificate.GENESIS)
        : new WrittenVersion(version, certificate(Statement.written(scope, version)));
  }

  /** The signature of the version's author; anybody's keys may be asked for here. */
  ClientSignature consent(Version version) {
    return sign(client(version.ts().client().name()), PreparedVersion.payload(scope, version));
  }

  /** By {@code signer}, in the epoch that it is. */
  ClientSignature sign(Party signer, Bytes payload) {
    return new ClientSignature(
        scope.epoch(),
        signer.keys().publicKey(),
        signatures.sign(signer.keys().privateKey(), payload));
  }

  Nonce nonce() {
    operations++;
    return Nonce.first(Bytes.utf8(String.format("operation %06d", operations)));
  }

  Prepare prepare(Party signer, Preparation preparation) {
    return new Prepare(nonce(), preparation, sign(signer, preparation.promise().payload(scope)));
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

  /** What a replica knows of who may do what. */
  private final class RightsAt implements Access {
    private final int replica;

    RightsAt(int replica) {
      this.replica = replica;
    }

    @Override
    public boolean isRevoked(ClientId client) {
      return revoked.contains(client) && !lagging.contains(replica);
    }

    @Override
    public boolean mayRead(ClientId client, Key key) {
      return !isRevoked(client) && !mayNotRead.contains(client);
    }

    @Override
    public boolean mayWrite(ClientId client, Key key) {
      return !isRevoked(client) && !mayNotWrite.contains(client);
    }
  }
}
