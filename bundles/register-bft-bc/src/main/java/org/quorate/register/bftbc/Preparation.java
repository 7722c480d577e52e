package org.quorate.register.bftbc;

import org.jspecify.annotations.Nullable;
import org.quorate.api.model.Version;

/**
 * The content of a PREPARE.
 *
 * @param predecessor P, of which {@code version} is the successor
 * @param version t and h
 * @param written W, at least the signer's last write; null if there was none
 */
record Preparation(PreparedVersion predecessor, Version version, @Nullable WrittenVersion written) {

  Promise promise() {
    return new Promise(
        version,
        Promise.Citation.of(predecessor.version(), predecessor.certificate()),
        written == null ? null : Promise.Citation.of(written.version(), written.certificate()));
  }
}
