package org.quorate.api.transport;

import org.osgi.annotation.versioning.ProviderType;
import org.quorate.api.model.Bytes;

/**
 * Hears what happens on links. For one link the calls come one after the other, from the
 * transport's threads; a handler must not block, because other links share the thread. A call that
 * throws closes its link.
 */
@ProviderType
public interface LinkHandler {
  /** The link is up and its peer authenticated; again after each reconnection. */
  void opened(Link link);

  void received(Link link, Bytes frame);

  /** The link is down; one that {@link Transport#connect} made reconnects by itself. */
  void closed(Link link, String reason);

  /**
   * A connection did not come about or its peer was refused; {@code reason} for the log. A link
   * that keeps trying says so again only when the reason changes.
   */
  void refused(String remoteAddress, String reason);
}
