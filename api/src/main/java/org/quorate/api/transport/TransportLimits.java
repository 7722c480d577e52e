package org.quorate.api.transport;

/**
 * What a transport must not let a peer exceed.
 *
 * @param frameBytesMax a longer frame closes the link before anything is allocated for it
 * @param connectionsMax accepted at one time; a further one takes the place of the oldest that is
 *     not authenticated yet, because strangers must not lock out members, or else is closed at once
 * @param connectionsPerPeerMax accepted at one time from one identity
 * @param queuedBytesMax waiting to be sent on one link
 * @param heldBytesMax held for all links of a listener together, of frames that have not arrived
 *     whole and of what waits to be sent; the links of one identity share in it as {@link
 *     SharedMemory} says. A frame that finds no room closes its link, and what finds none when it
 *     is sent is not
 * @param handshakeMillis until a new connection must be authenticated
 * @param frameMillis until a frame that has begun must have arrived whole, and a write made
 *     progress
 */
public record TransportLimits(
    int frameBytesMax,
    int connectionsMax,
    int connectionsPerPeerMax,
    int queuedBytesMax,
    long heldBytesMax,
    int handshakeMillis,
    int frameMillis) {
  public static final TransportLimits DEFAULT =
      new TransportLimits(4 << 20, 1024, 16, 32 << 20, 256 << 20, 10_000, 30_000);

  public TransportLimits {
    if (Math.min(
                Math.min(frameBytesMax, connectionsMax),
                Math.min(connectionsPerPeerMax, queuedBytesMax))
            < 1
        || heldBytesMax < 1
        || Math.min(handshakeMillis, frameMillis) < 1) {
      throw new IllegalArgumentException("a limit is at least 1");
    }
  }
}
