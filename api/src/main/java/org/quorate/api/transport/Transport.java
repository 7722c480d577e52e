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
   * Accepts links until closed.
   *
   * @throws IOException if the address cannot be listened on
   */
  Listener listen(InetSocketAddress address, End end) throws IOException;

  /**
   * A link to {@code expected}, which connects in the background and reconnects with growing,
   * randomised delays until closed. Another peer at that address is refused.
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
