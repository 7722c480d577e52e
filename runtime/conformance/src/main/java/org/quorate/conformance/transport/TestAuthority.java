package org.quorate.conformance.transport;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.util.List;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.ClientId;
import org.quorate.api.model.ReplicaId;
import org.quorate.api.transport.AuthenticationException;
import org.quorate.api.transport.Authenticator;
import org.quorate.api.transport.Credentials;
import org.quorate.api.transport.Peer;

/**
 * A CA that issues good certificates and, on request, bad ones. In its certificates the common name
 * says who the bearer is: {@code r1} is a replica, {@code client-x} a client.
 */
public final class TestAuthority {
  private static final String CLIENT_PREFIX = "client-";

  private final String name;
  private final KeyPair keys;
  private final X509Certificate certificate;

  /** A CA with a key of its own: two of one name have the name in common and nothing else. */
  public TestAuthority(String commonName) {
    name = "CN=" + commonName;
    keys = newKeys();
    certificate = new CertificateDraft(name, keys, name, keys).ofAuthority().certificate();
  }

  public static Peer replica(int number) {
    return new Peer.Replica(new ReplicaId(number));
  }

  public static Peer client(String name) {
    return new Peer.Client(ClientId.of(CLIENT_PREFIX + name, Bytes.utf8(name)));
  }

  /** Believes the common name of whatever certificate the transport has verified. */
  public static Authenticator authenticator() {
    return TestAuthority::bearer;
  }

  public X509Certificate certificate() {
    return certificate;
  }

  /** Credentials with which {@code bearer} is welcome. */
  public Credentials issue(Peer bearer) {
    return credentials(draft(bearer));
  }

  /** A certificate that can be spoiled before it is signed. */
  public CertificateDraft draft(Peer bearer) {
    return new CertificateDraft(name, keys, "CN=" + bearer, newKeys());
  }

  public Credentials credentials(CertificateDraft draft) {
    return new Credentials(draft.privateKey(), List.of(draft.certificate()), certificate);
  }

  /** A certificate signed with the key of a bearer of one, as if that were a CA's. */
  public Credentials issuedBy(Credentials bearer, Peer accomplice) {
    X509Certificate issuer = bearer.chain().get(0);
    CertificateDraft draft =
        new CertificateDraft(
            issuer.getSubjectX500Principal().getName(),
            new KeyPair(issuer.getPublicKey(), bearer.privateKey()),
            "CN=" + accomplice,
            newKeys());
    return new Credentials(
        draft.privateKey(), List.of(draft.certificate(), issuer, certificate), certificate);
  }

  /** Another's certificate, without its key. */
  public Credentials stolen(Peer victim) {
    return new Credentials(newKeys().getPrivate(), issue(victim).chain(), certificate);
  }

  /** A certificate whose bearer's name was changed after it was signed. */
  public Credentials tampered() {
    CertificateDraft draft = draft(client("honest"));
    return new Credentials(
        draft.privateKey(), List.of(draft.altered("client-honest", "client-wicked")), certificate);
  }

  private static Peer bearer(X509Certificate certificate) throws AuthenticationException {
    String name = certificate.getSubjectX500Principal().getName().replaceFirst("^CN=", "");
    if (name.startsWith(CLIENT_PREFIX)) {
      return client(name.substring(CLIENT_PREFIX.length()));
    }
    if (name.matches("r[0-9]{1,3}")) {
      return replica(Integer.parseInt(name.substring(1)));
    }
    throw new AuthenticationException("nobody is called " + name);
  }

  private static KeyPair newKeys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform must offer P-256", e);
    }
  }
}
