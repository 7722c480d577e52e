package org.quorate.certificate.thresholdrsa;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.Map;
import org.quorate.api.certificate.Attestation;
import org.quorate.api.certificate.CertificateScheme.Dealing;
import org.quorate.api.certificate.Statement;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.ClientId;
import org.quorate.api.model.Epoch;
import org.quorate.api.model.Key;
import org.quorate.api.model.ReplicaId;
import org.quorate.api.model.ReplicaSet;
import org.quorate.api.model.Scope;
import org.quorate.api.model.Timestamp;
import org.quorate.api.model.Value;
import org.quorate.api.model.Version;

/** Keys for {@code quorumSize} of {@code replicas}, with the shares in the open. */
final class Fixture {
  final PublicParameters parameters;
  final PublicKey key;

  private final Dealing dealing;

  Fixture(int modulusBits, int replicas, int quorumSize) {
    this.dealing = new Dealer(modulusBits, new SecureRandom()).deal(replicas, quorumSize);
    this.parameters =
        PublicParameters.parse(dealing.publicParameters(), modulusBits, replicas, quorumSize);
    this.key = parameters.key();
  }

  static Statement statement(int counter) {
    ClientId alice = ClientId.of("alice", Bytes.utf8("a key"));
    return Statement.prepared(
        new Scope(Bytes.fromHex("00112233445566778899aabbccddeeff"), Epoch.FIRST, new Key("k")),
        new Version(new Timestamp(counter, alice, Timestamp.Path.BASE), Value.ABSENT.hash()));
  }

  Bytes secret(int number) {
    return dealing.secrets().getOrDefault(new ReplicaId(number), Bytes.EMPTY);
  }

  Share share(int number, Bytes message) {
    return SecretShare.parse(parameters, new ReplicaId(number), secret(number)).sign(message);
  }

  Map<ReplicaId, Attestation> attestations(Statement statement, ReplicaSet replicas) {
    Map<ReplicaId, Attestation> attestations = new LinkedHashMap<>();
    replicas.forEach(
        replica ->
            attestations.put(replica, attestation(share(replica.number(), statement.encoded()))));
    return attestations;
  }

  Attestation attestation(Share share) {
    return new Attestation(RsaCertifier.LABEL, share.encoded(key));
  }

  boolean isValid(int number, Share share, Bytes message) {
    BigInteger verificationKey = parameters.verificationKey(new ReplicaId(number));
    return share.isValid(parameters, verificationKey, key.shareBase(key.pad(message)));
  }
}
