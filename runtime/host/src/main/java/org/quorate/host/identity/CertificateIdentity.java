package org.quorate.host.identity;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.ClientId;
import org.quorate.api.model.ReplicaId;
import org.quorate.api.transport.AuthenticationException;
import org.quorate.api.transport.Peer;
import org.quorate.host.codec.ForeignText;

/**
 * Who a certificate belongs to, as its one URI in the subject alternative names says:
 *
 * <pre>
 * quorate://CLUSTER/replica/NUMBER
 * quorate://CLUSTER/client/NAME?key=DIGEST&amp;read=PREFIX&amp;write=PREFIX
 *
 * CLUSTER  the cluster's id, 32 hexadecimal digits
 * DIGEST   of the client's public signing key, 64 hexadecimal digits
 * PREFIX   URL-encoded; read and write come as often as there are prefixes
 * </pre>
 *
 * @param rights none for a replica
 */
public record CertificateIdentity(Bytes cluster, Peer peer, Rights rights) {
  private static final String SCHEME = "quorate";
  private static final int SAN_URI = 6;

  /**
   * Reads the identity in {@code certificate}, whose validity is not checked here.
   *
   * @throws AuthenticationException if it has none, or more than one
   */
  public static CertificateIdentity of(X509Certificate certificate) throws AuthenticationException {
    List<String> uris = new ArrayList<>();
    try {
      Collection<List<?>> names = certificate.getSubjectAlternativeNames();
      if (names != null) {
        for (List<?> name : names) {
          if (Integer.valueOf(SAN_URI).equals(name.get(0))) {
            uris.add(String.valueOf(name.get(1)));
          }
        }
      }
    } catch (CertificateParsingException e) {
      throw new AuthenticationException("the certificate's names are malformed");
    }
    if (uris.size() != 1) {
      throw new AuthenticationException(
          "the certificate states " + uris.size() + " identities instead of one");
    }
    return parse(uris.get(0));
  }

  static CertificateIdentity parse(String text) throws AuthenticationException {
    try {
      URI uri = new URI(text);
      String[] path = String.valueOf(uri.getPath()).split("/", -1);
      if (!SCHEME.equals(uri.getScheme()) || uri.getHost() == null || path.length != 3) {
        throw notAnIdentity(text);
      }
      Bytes cluster = Bytes.fromHex(uri.getHost());
      if (path[1].equals("replica") && uri.getRawQuery() == null) {
        Peer peer = new Peer.Replica(new ReplicaId(Integer.parseInt(path[2])));
        return new CertificateIdentity(cluster, peer, Rights.NONE);
      }
      if (path[1].equals("client")) {
        return client(cluster, path[2], uri.getRawQuery());
      }
    } catch (URISyntaxException | IllegalArgumentException e) {
      throw notAnIdentity(text);
    }
    throw notAnIdentity(text);
  }

  private static CertificateIdentity client(Bytes cluster, String name, @Nullable String query) {
    Bytes digest = null;
    List<String> reads = new ArrayList<>();
    List<String> writes = new ArrayList<>();
    for (String part : String.valueOf(query).split("&", -1)) {
      String[] pair = part.split("=", 2);
      if (pair.length != 2) {
        throw new IllegalArgumentException("not a name and a value: " + part);
      }
      String value = URLDecoder.decode(pair[1], StandardCharsets.UTF_8);
      switch (pair[0]) {
        case "key" -> {
          if (digest != null) {
            throw new IllegalArgumentException("two keys");
          }
          digest = Bytes.fromHex(value);
        }
        case "read" -> reads.add(value);
        case "write" -> writes.add(value);
        default -> throw new IllegalArgumentException("unknown: " + pair[0]);
      }
    }
    if (digest == null) {
      throw new IllegalArgumentException("no key");
    }
    return new CertificateIdentity(
        cluster, new Peer.Client(new ClientId(name, digest)), new Rights(reads, writes));
  }

  /** The URI that states this identity. */
  public String toUri() {
    String start = SCHEME + "://" + cluster.toHex();
    if (peer instanceof Peer.Replica replica) {
      return start + "/replica/" + replica.id().number();
    }
    ClientId client = ((Peer.Client) peer).id();
    StringBuilder uri =
        new StringBuilder(start)
            .append("/client/")
            .append(client.name())
            .append("?key=")
            .append(client.keyDigest().toHex());
    rights.readPrefixes().forEach(prefix -> uri.append("&read=").append(encoded(prefix)));
    rights.writePrefixes().forEach(prefix -> uri.append("&write=").append(encoded(prefix)));
    return uri.toString();
  }

  private static String encoded(String prefix) {
    return URLEncoder.encode(prefix, StandardCharsets.UTF_8);
  }

  private static AuthenticationException notAnIdentity(String text) {
    return new AuthenticationException("not an identity: '" + ForeignText.shown(text) + "'");
  }
}
