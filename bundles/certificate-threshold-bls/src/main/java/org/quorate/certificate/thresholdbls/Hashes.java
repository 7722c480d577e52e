package org.quorate.certificate.thresholdbls;

import org.quorate.api.model.Bytes;
import supranational.blst.P1_Affine;

/**
 * Hashes messages to points. A replica needs the point of a statement twice, to attest it and to
 * verify its certificate, and hashing costs half of an attestation; so the points, which are
 * public, are remembered for a while. Thread-safe.
 */
final class Hashes {
  private static final int REMEMBERED_MAX = 4096;

  private final Recent<Bytes, P1_Affine> remembered =
      new Recent<>(REMEMBERED_MAX, message -> Suite.hash(message, Suite.DOMAIN).neg().to_affine());

  /** The hash of {@code message}, negated as {@link Suite#isSigned} wants it. */
  P1_Affine negated(Bytes message) {
    return remembered.of(message);
  }
}
