package org.quorate.certificate.signatureset;

import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.ReplicaId;
import org.quorate.api.model.ReplicaSet;

/**
 * The proof inside a certificate: who signed, and the signatures.
 *
 * <pre>
 * signers     ceil(n/8) B, replica i is bit (i-1) mod 8, counted from the lowest, of byte (i-1)/8
 * signatures  for each signer, by number: length 2 B | signature in its scheme's encoding
 * </pre>
 *
 * There is one such encoding of a list: a bitmap knows neither order nor duplicates, bits beyond n
 * are refused, and nothing may follow the last signature.
 */
record SignerList(SortedMap<ReplicaId, Bytes> signatures) {

  static Optional<SignerList> parse(Bytes proof, int replicas) {
    ByteBuffer in = proof.asByteBuffer();
    if (in.remaining() < bitmapBytes(replicas)) {
      return Optional.empty();
    }
    byte[] bitmap = new byte[bitmapBytes(replicas)];
    in.get(bitmap);
    BitSet signers = BitSet.valueOf(bitmap);
    if (signers.length() > replicas) {
      return Optional.empty();
    }
    TreeMap<ReplicaId, Bytes> signatures = new TreeMap<>();
    for (int bit = signers.nextSetBit(0); bit >= 0; bit = signers.nextSetBit(bit + 1)) {
      Optional<Bytes> signature = ShortField.read(in);
      if (signature.isEmpty()) {
        return Optional.empty();
      }
      signatures.put(new ReplicaId(bit + 1), signature.get());
    }
    return in.hasRemaining() ? Optional.empty() : Optional.of(new SignerList(signatures));
  }

  Bytes encoded(int replicas) {
    BitSet signers = new BitSet(replicas);
    signatures.keySet().forEach(signer -> signers.set(signer.number() - 1));
    int length = signatures.values().stream().mapToInt(ShortField::encodedBytes).sum();
    ByteBuffer out = ByteBuffer.allocate(bitmapBytes(replicas) + length);
    out.put(signers.toByteArray()).position(bitmapBytes(replicas));
    signatures.values().forEach(signature -> ShortField.write(out, signature));
    return Bytes.wrap(out.array());
  }

  ReplicaSet signers() {
    return ReplicaSet.copyOf(signatures.keySet());
  }

  /** The length of a proof of {@code signers} signatures of {@code signatureBytes} each. */
  static long encodedBytes(int replicas, int signers, int signatureBytes) {
    return bitmapBytes(replicas) + (long) signers * (Short.BYTES + signatureBytes);
  }

  private static int bitmapBytes(int replicas) {
    return (replicas + 7) / 8;
  }
}
