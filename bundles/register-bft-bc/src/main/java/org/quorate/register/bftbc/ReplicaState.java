package org.quorate.register.bftbc;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.quorate.api.certificate.Certificate;
import org.quorate.api.model.ClientId;
import org.quorate.api.model.Timestamp;
import org.quorate.api.model.Value;
import org.quorate.api.model.Version;

/**
 * What a replica keeps of one register (BFT-BC, base protocol). The maps must never be changed;
 * they are not copied, so that a step costs no more than what it changes.
 *
 * @param value of {@code current}; a component of its own, so that nothing else rewrites it
 * @param writeTs of the newest write known to have completed
 * @param prepareList for each client its latest prepare, open until {@code writeTs} reaches it,
 *     then closed; never forgotten, only replaced by the client's later one
 * @param optimisticList the same for prepares that were granted optimistically
 */
record ReplicaState(
    Current current,
    Value value,
    Timestamp writeTs,
    Map<ClientId, PrepareEntry> prepareList,
    Map<ClientId, OptimisticEntry> optimisticList) {

  static final ReplicaState GENESIS =
      new ReplicaState(
          new Current(PreparedVersion.GENESIS, Certificate.GENESIS),
          Value.ABSENT,
          Timestamp.GENESIS,
          Map.of(),
          Map.of());

  /**
   * The newest version.
   *
   * @param writeCertificate of this very version, once known
   */
  record Current(PreparedVersion prepared, @Nullable Certificate writeCertificate) {
    Version version() {
      return prepared.version();
    }
  }

  /** P2 (BFT-BC, base protocol): what {@code written} shows to have completed. */
  ReplicaState learning(@Nullable WrittenVersion written) {
    if (written == null) {
      return this;
    }
    boolean certifiesCurrent =
        current.writeCertificate() == null && written.version().equals(current.version());
    return certifiesCurrent || written.ts().isAfter(writeTs)
        ? new ReplicaState(
            certifiesCurrent ? new Current(current.prepared(), written.certificate()) : current,
            value,
            writeTs.max(written.ts()),
            prepareList,
            optimisticList)
        : this;
  }

  /**
   * P3 (BFT-BC, base protocol): one outstanding prepare per client and list, and one value per
   * timestamp.
   *
   * @param latest of the same client, in the list in question
   */
  boolean admits(Version asked, Version latest) {
    boolean closed = latest.ts().isAtMost(writeTs);
    return asked.equals(latest) || (closed && asked.isAfter(latest));
  }

  ReplicaState preparing(PrepareEntry entry) {
    return new ReplicaState(
        current, value, writeTs, with(prepareList, entry.ts().client(), entry), optimisticList);
  }

  ReplicaState preparing(OptimisticEntry entry) {
    ClientId client = entry.version().ts().client();
    return new ReplicaState(
        current, value, writeTs, prepareList, with(optimisticList, client, entry));
  }

  ReplicaState holding(PreparedVersion newer, Value itsValue) {
    return new ReplicaState(
        new Current(newer, null), itsValue, writeTs, prepareList, optimisticList);
  }

  private static <V> Map<ClientId, V> with(Map<ClientId, V> map, ClientId client, V entry) {
    Map<ClientId, V> next = new TreeMap<>(map);
    next.put(client, entry);
    return Collections.unmodifiableMap(next);
  }
}
