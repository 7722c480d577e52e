package org.quorate.transport.netty;

import java.util.List;
import org.quorate.api.model.Bytes;
import org.quorate.api.transport.Link;
import org.quorate.api.transport.Peer;

/** The link of one accepted and authenticated connection. */
record AcceptedLink(Connection connection, Peer peer) implements Link {
  @Override
  public boolean send(List<Bytes> frames) {
    return connection.send(frames);
  }

  @Override
  public void setReading(boolean reading) {
    connection.setReading(reading);
  }

  @Override
  public void close(String reason) {
    connection.close(reason);
  }
}
