package org.quorate.api.transport;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;
import org.quorate.api.model.Bytes;

/**
 * An authenticated, ordered connection to one peer. Frames arrive whole and in order or not at all;
 * when the connection breaks, those on their way are lost. Thread-safe.
 */
@ConsumerType
public interface Link {
  Peer peer();

  /**
   * Queues all {@code frames} and has them leave together, in one write where possible.
   *
   * @return false if nothing was queued, because the link is down or its queue is full; the caller
   *     must treat that as the loss of the frames, which every protocol allows
   * @throws IllegalArgumentException if a frame is longer than {@code frameBytesMax}, because the
   *     peer would close the link for it
   */
  boolean send(List<Bytes> frames);

  /**
   * Stops or resumes reading from the peer: back-pressure. Frames already read may still be
   * delivered; that the peer is gone may be noticed only when reading goes on.
   */
  void setReading(boolean reading);

  /** Closes for good; idempotent. A reconnecting link stops reconnecting. */
  void close(String reason);
}
