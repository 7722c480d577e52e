package org.quorate.api.transport;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Map;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Carries frames between the processes of a cluster. Registered as an OSGi service. Thread-safe.
 *
 * <p>Both ends must be authenticated before a frame is delivered; the bytes of a peer that is not
 * yet must cost no more than a bounded buffer and a deadline.
 */
@ConsumerType
public interface Transport {
  /** For example {@code netty-tcp}; equal to the service property {@code name}. */
  String name();

  /**
   * Checks options before anything is done with them, so that a cluster that could never start is
   * not made.
   *
   * @throws IllegalArgumentException if one is unknown or out of range; the message names it
   */
  default void checkOptions(Map<String, String> options) {
    if (!options.isEmpty()) {
      throw new IllegalArgumentException(
          "the transport " + name() + " has no options: " + options.keySet());
    }
  }

  /**
   * Accepts links until closed.
   *
   * @throws IllegalArgumentException as {@link #checkOptions}
   * @throws IOException if the address cannot be listened on
   */
  Listener listen(InetSocketAddress address, End end) throws IOException;

  /**
   * A link to {@code expected}, which connects in the background and reconnects with growing,
   * randomised delays until closed. Another peer at that address is refused.
   *
   * @throws IllegalArgumentException as {@link #checkOptions}
   */
  Link connect(InetSocketAddress address, Peer expected, End end);

  /** What one end of a link brings. */
  record End(
      Credentials credentials,
      Authenticator authenticator,
      LinkHandler handler,
      TransportLimits limits,
      Map<String, String> options) {
    public End {
      options = Map.copyOf(options);
    }
  }

  /** Closing stops accepting and closes all accepted links. */
  interface Listener extends AutoCloseable {
    /** Where it listens, with the port chosen by the system if 0 was asked for. */
    InetSocketAddress address();

    @Override
    void close();
  }
}
