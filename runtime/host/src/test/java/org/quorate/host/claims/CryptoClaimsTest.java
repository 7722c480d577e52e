package org.quorate.host.claims;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.quorate.api.certificate.Attestation;
import org.quorate.api.certificate.Certificate;
import org.quorate.api.certificate.Certifier;
import org.quorate.api.certificate.Combination;
import org.quorate.api.certificate.Statement;
import org.quorate.api.crypto.SignatureScheme;
import org.quorate.api.crypto.SigningKeys;
import org.quorate.api.machine.Claim;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.ClientId;
import org.quorate.api.model.Epoch;
import org.quorate.api.model.Hashing;
import org.quorate.api.model.Key;
import org.quorate.api.model.ReplicaId;
import org.quorate.api.model.ReplicaSet;
import org.quorate.api.model.Scope;
import org.quorate.api.model.Timestamp;
import org.quorate.api.model.Value;
import org.quorate.api.model.Version;
import org.quorate.api.recovery.ShareLabel;
import org.quorate.host.composition.VariantFiles;
import org.quorate.host.configuration.BundlePolicy;
import org.quorate.host.configuration.Descriptor;
import org.quorate.host.configuration.Limits;
import org.quorate.host.configuration.Member;

/** What is checked by cryptography, and what is remembered instead. */
class CryptoClaimsTest {
  private static final Bytes CLUSTER = Bytes.wrap(new byte[Descriptor.CLUSTER_BYTES]);
  private static final Bytes VALID = Bytes.utf8("valid");
  private static final Map<ReplicaId, Attestation> ATTESTATIONS =
      Map.of(new ReplicaId(1), new Attestation(ShareLabel.INITIAL, VALID));

  private final CountingCertifier counting = new CountingCertifier();
  private CryptoClaims claims;

  @BeforeEach
  void setUp() throws IOException {
    var descriptor =
        new Descriptor(
            CLUSTER,
            Epoch.FIRST,
            null,
            0,
            List.of(new Member(new ReplicaId(1), "localhost", 1)),
            VariantFiles.load("pbft-bc").variant(),
            Bytes.EMPTY,
            Bytes.EMPTY,
            List.of(Bytes.EMPTY),
            1,
            List.of(),
            Limits.DEFAULT,
            BundlePolicy.DEVELOPMENT);
    claims = new CryptoClaims(descriptor, counting, new NoSignatures());
  }

  @Test
  void whatIsTrueIsCheckedOnce() {
    var claim = claim(statement(1), VALID);

    assertThat(claims.failures(List.of(claim, claim))).containsExactly(null, null);
    assertThat(claims.failures(List.of(claim))).containsExactly((String) null);
    assertThat(counting.verified).hasSize(1);
  }

  @Test
  void whatIsFalseIsCheckedAgain() {
    var claim = claim(statement(1), Bytes.utf8("forged"));

    assertThat(claims.failures(List.of(claim)).get(0)).contains("is not valid");
    assertThat(claims.failures(List.of(claim)).get(0)).contains("is not valid");
    assertThat(counting.verified).hasSize(2);
  }

  @Test
  void whatWasCombinedHereIsNotCheckedAgain() {
    Certificate combined = claims.certifier().combine(statement(1), ATTESTATIONS).certificate();

    assertThat(claims.failures(List.of(claim(statement(1), combined.proof()))))
        .containsExactly((String) null);
    assertThat(counting.verified).isEmpty();
  }

  /** The same proof says nothing about another version, nor another proof about the same one. */
  @Test
  void whatWasCombinedHereIsRememberedForItsStatementOnly() {
    claims.certifier().combine(statement(1), ATTESTATIONS);

    claims.failures(List.of(claim(statement(2), VALID)));
    claims.failures(List.of(claim(statement(1), Bytes.utf8("forged"))));

    assertThat(counting.verified).hasSize(2);
  }

  @Test
  void aCombinationThatFailedIsNotRemembered() {
    assertThat(claims.certifier().combine(statement(1), Map.of()).certificate()).isNull();

    claims.failures(List.of(claim(statement(1), VALID)));

    assertThat(counting.verified).hasSize(1);
  }

  /** Whoever it comes from, and before anything is stored or shown. */
  @Test
  void v1_aValueUpToTheLimitIsTakenAndALargerOneIsNot() {
    int max = Limits.DEFAULT.valueBytesMax();
    for (int length : new int[] {0, 1, max}) {
      assertThat(claims.failures(List.of(hashed(length)))).containsExactly((String) null);
    }
    for (int length : new int[] {max + 1, Limits.DEFAULT.frameBytesMax()}) {
      assertThat(claims.failures(List.of(hashed(length))))
          .containsExactly("the value has " + length + " bytes; the limit is " + max);
    }
  }

  private static Claim hashed(int length) {
    Value value = Value.of(Bytes.wrap(new byte[length]));
    return new Claim.Hashed(value, value.hash());
  }

  private static Statement statement(long counter) {
    var client = ClientId.of("alice", Bytes.utf8("key"));
    var timestamp = new Timestamp(counter, client, Timestamp.Path.BASE);
    var version = new Version(timestamp, Bytes.wrap(new byte[Hashing.HASH_BYTES]));
    return Statement.prepared(new Scope(CLUSTER, Epoch.FIRST, new Key("x")), version);
  }

  private static Claim claim(Statement statement, Bytes proof) {
    return new Claim.Certified(statement, new Certificate(Epoch.FIRST, proof));
  }

  /** Takes one proof for valid, whatever the statement, and any attestation at all for enough. */
  private static final class CountingCertifier implements Certifier {
    private final List<Statement> verified = new ArrayList<>();

    @Override
    public boolean verify(Statement statement, Bytes proof) {
      verified.add(statement);
      return proof.equals(VALID);
    }

    @Override
    public boolean verifyAttestation(Statement statement, ReplicaId replica, Attestation word) {
      throw new AssertionError("claims are not about attestations");
    }

    @Override
    public Combination combine(Statement statement, Map<ReplicaId, Attestation> attestations) {
      return attestations.isEmpty()
          ? Combination.insufficient(ReplicaSet.EMPTY)
          : Combination.of(new Certificate(Epoch.FIRST, VALID), ReplicaSet.EMPTY);
    }
  }

  private static final class NoSignatures implements SignatureScheme {
    @Override
    public String name() {
      return "none";
    }

    @Override
    public SigningKeys generate(SecureRandom random) {
      throw new AssertionError("nobody signs here");
    }

    @Override
    public Bytes sign(Bytes privateKey, Bytes message) {
      throw new AssertionError("nobody signs here");
    }

    @Override
    public boolean verify(Bytes publicKey, Bytes message, Bytes signature) {
      throw new AssertionError("nobody signed here");
    }
  }
}
