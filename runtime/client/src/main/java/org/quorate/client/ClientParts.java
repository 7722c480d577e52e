package org.quorate.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.quorate.api.certificate.CertificateScheme;
import org.quorate.api.certificate.Certifier;
import org.quorate.api.crypto.SignatureScheme;
import org.quorate.api.machine.ClaimVerifier;
import org.quorate.api.machine.Reply;
import org.quorate.api.machine.Request;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.ClientId;
import org.quorate.api.model.Key;
import org.quorate.api.model.Scope;
import org.quorate.api.quorum.QuorumSystem;
import org.quorate.api.register.RegisterProtocol;
import org.quorate.api.register.RegisterProtocol.ClientSetting;
import org.quorate.api.transport.Peer;
import org.quorate.host.claims.CryptoClaims;
import org.quorate.host.codec.RecordCodec;
import org.quorate.host.composition.Composition;
import org.quorate.host.configuration.ClientFolder;
import org.quorate.host.configuration.Descriptor;
import org.quorate.host.configuration.OwnIdentity;
import org.quorate.host.wire.FrameCodec;
import org.quorate.host.wire.ToReplica;

/** What the event loops of a client share. */
record ClientParts<Q extends Request, A extends Reply, J>(
    ClientId self,
    Bytes publicKey,
    Bytes privateKey,
    Descriptor descriptor,
    QuorumSystem quorums,
    RegisterProtocol<?, Q, A, J> protocol,
    FrameCodec<Q, A> frames,
    RecordCodec journalCodec,
    @Nullable Certifier certifier,
    ClaimVerifier claims,
    SignatureScheme signatures) {
  private static final Bytes PROBE = Bytes.utf8("quorate/probe");

  /**
   * Reads the client's keys and makes its tools.
   *
   * @throws IOException if a file of the folder is missing or wrong
   */
  static <Q extends Request, A extends Reply, J> ClientParts<Q, A, J> of(
      ClientFolder folder,
      OwnIdentity own,
      Descriptor descriptor,
      Composition composition,
      RegisterProtocol<?, Q, A, J> protocol)
      throws IOException {
    if (!(own.identity().peer() instanceof Peer.Client client)) {
      throw new IOException(folder.certificate() + ": not the certificate of a client");
    }
    Bytes publicKey = read(folder.signingPublicKey());
    if (!client.id().commitsTo(publicKey)) {
      throw new IOException(
          folder.signingPublicKey() + ": not the key that the client's certificate is about");
    }
    Bytes privateKey = read(folder.signingPrivateKey());
    if (!isPair(composition.signatures(), publicKey, privateKey)) {
      throw new IOException(
          folder.signingPrivateKey() + ": not the private key of " + folder.signingPublicKey());
    }
    Bytes parameters = descriptor.certificateParameters();
    CertificateScheme scheme = composition.certificates();
    Certifier certifier =
        scheme == null || parameters == null
            ? null
            : scheme.certifier(composition.certificateSetting(), parameters);
    CryptoClaims claims = new CryptoClaims(descriptor, certifier, composition.signatures());
    int frameBytesMax = descriptor.limits().frameBytesMax();
    return new ClientParts<>(
        client.id(),
        publicKey,
        privateKey,
        descriptor,
        composition.quorums(),
        protocol,
        new FrameCodec<>(protocol.types(), frameBytesMax),
        RecordCodec.cbor(frameBytesMax),
        claims.certifier(),
        claims,
        composition.signatures());
  }

  Scope scope(Key key) {
    return new Scope(descriptor.cluster(), descriptor.epoch(), key);
  }

  ClientSetting<J> setting(Key key, @Nullable J journal) {
    return new ClientSetting<>(scope(key), self, publicKey, quorums, certifier, journal);
  }

  /** The frame that asks a replica for {@code request} about {@code key}. */
  Bytes frame(Key key, Q request) {
    return frames.encode(
        new ToReplica.Operate(descriptor.epoch(), key, frames.encodeRequest(request)));
  }

  /** By this client's key. */
  Bytes sign(Bytes payload) {
    return signatures.sign(privateKey, payload);
  }

  private static boolean isPair(SignatureScheme scheme, Bytes publicKey, Bytes privateKey) {
    try {
      return scheme.verify(publicKey, PROBE, scheme.sign(privateKey, PROBE));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static Bytes read(Path file) throws IOException {
    return Bytes.wrap(Files.readAllBytes(file));
  }

  /** Shows no key. */
  @Override
  public String toString() {
    return "ClientParts[" + self + "]";
  }
}
