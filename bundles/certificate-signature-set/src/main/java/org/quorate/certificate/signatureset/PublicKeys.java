package org.quorate.certificate.signatureset;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.ReplicaId;

/**
 * The public parameters: the replicas' public keys by number.
 *
 * <pre>
 * n 2 B | n times: length 2 B | public key in its scheme's encoding
 * </pre>
 *
 * @param keys that of replica {@code i} at {@code i-1}
 */
record PublicKeys(List<Bytes> keys) {
  PublicKeys {
    keys = List.copyOf(keys);
    if (new HashSet<>(keys).size() < keys.size()) {
      // Whoever held a key twice would count twice.
      throw new IllegalArgumentException("two replicas have one public key");
    }
  }

  /**
   * Reads the parameters of {@code replicas} replicas.
   *
   * @throws IllegalArgumentException if {@code encoded} is not exactly such an encoding
   */
  static PublicKeys parse(Bytes encoded, int replicas) {
    ByteBuffer in = encoded.asByteBuffer();
    if (in.remaining() < Short.BYTES || Short.toUnsignedInt(in.getShort()) != replicas) {
      throw new IllegalArgumentException("these are not the public keys of " + replicas);
    }
    List<Bytes> keys = new ArrayList<>();
    for (int i = 0; i < replicas; i++) {
      keys.add(
          ShortField.read(in)
              .orElseThrow(() -> new IllegalArgumentException("the public keys are cut off")));
    }
    if (in.hasRemaining()) {
      throw new IllegalArgumentException("something follows the public keys");
    }
    return new PublicKeys(keys);
  }

  Bytes encoded() {
    int length = Short.BYTES + keys.stream().mapToInt(ShortField::encodedBytes).sum();
    ByteBuffer out = ByteBuffer.allocate(length).putShort((short) keys.size());
    keys.forEach(key -> ShortField.write(out, key));
    return Bytes.wrap(out.array());
  }

  boolean contains(ReplicaId replica) {
    return replica.number() <= keys.size();
  }

  Bytes of(ReplicaId replica) {
    return keys.get(replica.number() - 1);
  }
}
