package ${package};

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.ReplicaId;

/**
 * Something of some replicas, as bytes: for each of them, by rising number, {@code number 2 B |
 * length 2 B | content}. There is one encoding of each.
 */
final class ByReplica {
  private ByReplica() {}

  static Bytes encode(SortedMap<ReplicaId, Bytes> contents) {
    int length =
        contents.values().stream().mapToInt(content -> 2 * Short.BYTES + content.length()).sum();
    ByteBuffer out = ByteBuffer.allocate(length);
    contents.forEach(
        (replica, content) ->
            out.putShort((short) replica.number())
                .putShort((short) content.length())
                .put(content.asByteBuffer()));
    return Bytes.wrap(out.array());
  }

  /** Nothing if {@code encoded} is no such encoding, or tells of replicas that are not there. */
  static Optional<SortedMap<ReplicaId, Bytes>> decode(Bytes encoded, int replicas) {
    ByteBuffer in = encoded.asByteBuffer();
    SortedMap<ReplicaId, Bytes> contents = new TreeMap<>();
    int last = 0;
    while (in.hasRemaining()) {
      if (in.remaining() < 2 * Short.BYTES) {
        return Optional.empty();
      }
      int number = Short.toUnsignedInt(in.getShort());
      int length = Short.toUnsignedInt(in.getShort());
      if (number <= last || number > replicas || length > in.remaining()) {
        return Optional.empty();
      }
      byte[] content = new byte[length];
      in.get(content);
      contents.put(new ReplicaId(number), Bytes.wrap(content));
      last = number;
    }
    return Optional.of(contents);
  }
}
