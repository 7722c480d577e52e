package org.quorate.certificate.thresholdrsa;

import java.math.BigInteger;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Function;
import org.quorate.api.certificate.Attestation;
import org.quorate.api.model.ReplicaId;
import org.quorate.api.model.ReplicaSet;

/** The shares of one combination: q of them, taken in the order of their arrival. */
final class ShareChoice {
  private final int sharesNeeded;
  private final Iterator<Map.Entry<ReplicaId, Attestation>> waiting;
  private final Function<Attestation, Optional<Share>> decoder;
  private final Map<ReplicaId, Share> chosen = new LinkedHashMap<>();
  private ReplicaSet liars = ReplicaSet.EMPTY;

  /**
   * @param decoder gives nothing for what is no share at all
   */
  ShareChoice(
      int sharesNeeded,
      Iterator<Map.Entry<ReplicaId, Attestation>> waiting,
      Function<Attestation, Optional<Share>> decoder) {
    this.sharesNeeded = sharesNeeded;
    this.waiting = waiting;
    this.decoder = decoder;
  }

  boolean isFull() {
    return chosen.size() >= sharesNeeded;
  }

  /** Takes waiting shares that meet {@code condition} until they suffice; the others are lies. */
  void fill(BiPredicate<ReplicaId, Share> condition) {
    while (!isFull() && waiting.hasNext()) {
      Map.Entry<ReplicaId, Attestation> next = waiting.next();
      ReplicaId replica = next.getKey();
      decoder
          .apply(next.getValue())
          .filter(share -> condition.test(replica, share))
          .ifPresentOrElse(share -> chosen.put(replica, share), () -> liars = liars.with(replica));
    }
  }

  /** Drops the shares that do not meet {@code condition}: they are lies. */
  void keepOnly(BiPredicate<ReplicaId, Share> condition) {
    ReplicaSet before = ReplicaSet.copyOf(chosen.keySet());
    chosen.entrySet().removeIf(share -> !condition.test(share.getKey(), share.getValue()));
    liars = liars.union(before.minus(ReplicaSet.copyOf(chosen.keySet())));
  }

  Map<ReplicaId, BigInteger> values() {
    Map<ReplicaId, BigInteger> values = new LinkedHashMap<>();
    chosen.forEach((replica, share) -> values.put(replica, share.value()));
    return values;
  }

  ReplicaSet liars() {
    return liars;
  }
}
