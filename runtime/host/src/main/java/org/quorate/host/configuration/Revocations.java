package org.quorate.host.configuration;

import java.util.List;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.CanonicalWriter;
import org.quorate.api.model.ClientId;

/**
 * All clients that were removed from a cluster so far, signed by its administrators. A later
 * version contains everything of the earlier ones.
 *
 * @param version 0 for the empty list, one more with each revocation
 */
public record Revocations(
    Bytes cluster, long version, List<ClientId> revoked, List<AdministratorSignature> signatures) {
  public Revocations {
    revoked = List.copyOf(revoked);
    signatures = List.copyOf(signatures);
    if (version < 0) {
      throw new IllegalArgumentException("a version is not negative: " + version);
    }
  }

  public static Revocations none(Bytes cluster) {
    return new Revocations(cluster, 0, List.of(), List.of());
  }

  /** What administrators sign. */
  public Bytes signedBytes() {
    CanonicalWriter writer =
        new CanonicalWriter("quorate/revocations/1")
            .bytes(cluster)
            .number(version)
            .number(revoked.size());
    for (ClientId client : revoked) {
      writer.text(client.name()).bytes(client.keyDigest());
    }
    return writer.toBytes();
  }
}
