package org.quorate.host.configuration;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.Map;
import org.quorate.api.transport.TransportLimits;

/**
 * What nobody may exceed, the same for a whole cluster.
 *
 * @param frameBytesMax the longest frame between two processes
 * @param valueBytesMax the longest value of a register
 * @param connectionsMax that a replica accepts at one time
 * @param connectionsPerPeerMax that a replica accepts at one time from one identity
 * @param requestsPerLinkMax that a replica holds unanswered from one link before it stops reading
 * @param requestsPerClientSecondMax that a replica takes up of one client, in a second and on
 *     however many links; what is above it waits and is not refused. Each 16 KiB of a request count
 *     as one more, and a false claim (a wrong signature, for example) as a hundred more
 * @param registersPerClientMax that one client may bring into being at a replica since its start:
 *     each holds one prepare for each client
 * @param operationsPerClientMax that one client keeps in flight
 * @param operationMillisMax until an operation that has no deadline of its own fails
 * @param rememberedBytesMax that a replica or client takes for remembering what it has verified, in
 *     order not to verify it again: about 700 for a signature or certificate
 */
public record Limits(
    int frameBytesMax,
    int valueBytesMax,
    int connectionsMax,
    int connectionsPerPeerMax,
    int requestsPerLinkMax,
    int requestsPerClientSecondMax,
    int registersPerClientMax,
    int operationsPerClientMax,
    int operationMillisMax,
    int rememberedBytesMax) {
  /** How much longer than a value a frame must be able to be: names, certificates, signatures. */
  private static final int FRAME_OVERHEAD_BYTES = 1 << 20;

  /**
   * A longer frame could not be sent, because it would not find room among what waits on a link.
   */
  private static final int FRAME_BYTES_MAX = TransportLimits.DEFAULT.queuedBytesMax() / 2;

  public static final Limits DEFAULT =
      new Limits(4 << 20, 1 << 20, 1024, 16, 4096, 10_000, 1_000_000, 10_000, 30_000, 2 << 20);

  public Limits {
    if (valueBytesMax < 0 || frameBytesMax - valueBytesMax < FRAME_OVERHEAD_BYTES) {
      throw new IllegalArgumentException(
          "frameBytesMax must be at least valueBytesMax + "
              + FRAME_OVERHEAD_BYTES
              + ", because a frame carries a value with its certificates: "
              + frameBytesMax
              + ", "
              + valueBytesMax);
    }
    if (frameBytesMax > FRAME_BYTES_MAX) {
      throw new IllegalArgumentException(
          "frameBytesMax is at most " + FRAME_BYTES_MAX + ": " + frameBytesMax);
    }
    if (connectionsMax < 1
        || connectionsPerPeerMax < 1
        || requestsPerLinkMax < 1
        || requestsPerClientSecondMax < 1
        || registersPerClientMax < 1
        || operationsPerClientMax < 1
        || operationMillisMax < 1
        || rememberedBytesMax < 1) {
      throw new IllegalArgumentException("a limit is at least 1");
    }
  }

  /** The longest frame that correct clients and replicas send. */
  public int usefulFrameBytesMax() {
    return valueBytesMax + FRAME_OVERHEAD_BYTES;
  }

  /**
   * These limits with other values for some of them, all at once, because one may allow another.
   *
   * @param changes by the name of the limit
   * @throws IllegalArgumentException if there is no limit of a name, or they cannot be so
   */
  public Limits with(Map<String, Integer> changes) {
    RecordComponent[] components = Limits.class.getRecordComponents();
    Class<?>[] types = new Class<?>[components.length];
    Map<String, Object> values = new LinkedHashMap<>();
    try {
      for (int i = 0; i < components.length; i++) {
        types[i] = components[i].getType();
        values.put(components[i].getName(), components[i].getAccessor().invoke(this));
      }
      for (Map.Entry<String, Integer> change : changes.entrySet()) {
        if (values.replace(change.getKey(), change.getValue()) == null) {
          throw new IllegalArgumentException(
              "no limit is named "
                  + change.getKey()
                  + "; there are "
                  + String.join(", ", values.keySet()));
        }
      }
      return Limits.class.getDeclaredConstructor(types).newInstance(values.values().toArray());
    } catch (InvocationTargetException e) {
      throw e.getCause() instanceof IllegalArgumentException refused
          ? refused
          : new IllegalStateException(e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a record has accessors and a constructor", e);
    }
  }
}
