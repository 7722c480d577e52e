package org.quorate.client;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.ReplicaId;
import org.quorate.api.transport.Link;

/** The frames of one turn, by replica, so that those to one replica leave in one write. */
final class Outbox {
  private final Map<ReplicaId, Link> links;
  private final Map<ReplicaId, List<Bytes>> frames = new LinkedHashMap<>();

  Outbox(Map<ReplicaId, Link> links) {
    this.links = links;
  }

  void add(ReplicaId replica, Bytes frame) {
    frames.computeIfAbsent(replica, id -> new ArrayList<>()).add(frame);
  }

  /** Sends everything; what a link does not take is lost, and re-sent in time. */
  void send() {
    frames.forEach(
        (replica, all) -> {
          Link link = links.get(replica);
          if (link != null) {
            link.send(all);
          }
        });
    frames.clear();
  }

  void clear() {
    frames.clear();
  }
}
