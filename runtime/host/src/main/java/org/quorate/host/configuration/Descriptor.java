package org.quorate.host.configuration;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.CanonicalWriter;
import org.quorate.api.model.Epoch;
import org.quorate.api.model.Hashing;
import org.quorate.api.quorum.ImpossibleConfigurationException;
import org.quorate.host.codec.RecordCodec;
import org.quorate.host.composition.Variant;

/**
 * One configuration of a cluster: everything that its replicas and clients must agree on.
 *
 * @param cluster the cluster's id, 16 random bytes
 * @param epoch the number of this configuration
 * @param parent the {@link #hash} of the configuration before it; null for the first one
 * @param faults f
 * @param members the replicas, numbered 1 to n in this order
 * @param variant the choice of parts
 * @param certificateParameters the public parameters of the certificate scheme; null exactly if the
 *     variant has none
 * @param authority the certificate of the cluster's CA, DER
 * @param administrators the administrators' public keys, Ed25519
 * @param administratorsRequired how many of them must sign a configuration or a revocation
 * @param accepts earlier epochs whose certificates are still valid
 * @param bundles which bundles its processes may install while they run
 */
public record Descriptor(
    Bytes cluster,
    Epoch epoch,
    @Nullable Bytes parent,
    int faults,
    List<Member> members,
    Variant variant,
    @Nullable Bytes certificateParameters,
    Bytes authority,
    List<Bytes> administrators,
    int administratorsRequired,
    List<Epoch> accepts,
    Limits limits,
    BundlePolicy bundles) {
  public static final int CLUSTER_BYTES = 16;

  private static final int ENCODED_BYTES_MAX = 4 << 20;
  private static final RecordCodec CODEC = RecordCodec.cbor(ENCODED_BYTES_MAX);

  public Descriptor {
    members = List.copyOf(members);
    administrators = List.copyOf(administrators);
    accepts = List.copyOf(accepts);
    if (cluster.length() != CLUSTER_BYTES) {
      throw new ImpossibleConfigurationException(
          "a cluster's id has 16 bytes, not " + cluster.length());
    }
    for (int i = 0; i < members.size(); i++) {
      if (members.get(i).id().number() != i + 1) {
        throw new ImpossibleConfigurationException("replicas are numbered 1 to n in order");
      }
    }
    if (administratorsRequired < 1 || administratorsRequired > administrators.size()) {
      throw new ImpossibleConfigurationException(
          "administratorsRequired is 1 to the number of administrators, "
              + administrators.size()
              + ", not "
              + administratorsRequired);
    }
  }

  /** The number of replicas, n. */
  public int replicas() {
    return members.size();
  }

  /** Whether certificates made in {@code other} count in this configuration. */
  public boolean acceptsCertificatesOf(Epoch other) {
    return other.equals(epoch) || accepts.contains(other);
  }

  /** What administrators sign. */
  public Bytes signedBytes() {
    return new CanonicalWriter("quorate/descriptor/1")
        .bytes(CODEC.encode(Descriptor.class, this))
        .toBytes();
  }

  /** The name of this very configuration, by which its successor refers to it. */
  public Bytes hash() {
    return Hashing.sha256(signedBytes());
  }
}
