package org.quorate.certificate.thresholdbls;

import java.util.LinkedHashMap;
import java.util.Map;
import org.quorate.api.model.ReplicaSet;

/** Remembers the coefficients of the quorums that answered lately. Thread-safe. */
final class Interpolations {
  private static final int REMEMBERED_MAX = 512;
  private static final float LOAD_FACTOR = 0.75f;

  private final Map<ReplicaSet, Interpolation> remembered =
      new LinkedHashMap<>(REMEMBERED_MAX, LOAD_FACTOR, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ReplicaSet, Interpolation> eldest) {
          return size() > REMEMBERED_MAX;
        }
      };

  Interpolation of(ReplicaSet replicas) {
    synchronized (remembered) {
      return remembered.computeIfAbsent(replicas, Interpolation::of);
    }
  }
}
