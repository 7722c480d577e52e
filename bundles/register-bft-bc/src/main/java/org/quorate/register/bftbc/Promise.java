package org.quorate.register.bftbc;

import org.jspecify.annotations.Nullable;
import org.quorate.api.certificate.Certificate;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.CanonicalWriter;
import org.quorate.api.model.Hashing;
import org.quorate.api.model.Scope;
import org.quorate.api.model.Version;

/**
 * What the signature of a PREPARE covers. Of constant size, whatever the certificates: so a replica
 * can keep it for each client, and anybody can check it later.
 */
record Promise(Version version, Citation predecessor, @Nullable Citation written) {
  private static final String DOMAIN = "quorate/bft-bc/prepare/1";

  /** A certified version, with the SHA-256 of the certificate's proof. */
  record Citation(Version version, Bytes proofDigest) {
    Citation {
      if (proofDigest.length() != Hashing.HASH_BYTES) {
        throw new IllegalArgumentException("a digest has 32 bytes, not " + proofDigest.length());
      }
    }

    static Citation of(Version version, Certificate certificate) {
      return new Citation(version, Hashing.sha256(certificate.proof()));
    }

    private void write(CanonicalWriter writer) {
      writer.version(version).bytes(proofDigest);
    }
  }

  /**
   *
   *
   * <pre>
   * domain "quorate/bft-bc/prepare/1" | cluster bytes | epoch 8 B | key text
   *   | version (t, h) | version of P | SHA-256 of P's proof, bytes
   *   | 1 B: 0, or 1 and then version of W | SHA-256 of W's proof, bytes
   * </pre>
   */
  Bytes payload(Scope scope) {
    CanonicalWriter writer =
        new CanonicalWriter(DOMAIN)
            .bytes(scope.cluster())
            .number(scope.epoch().number())
            .text(scope.key().name())
            .version(version);
    predecessor.write(writer);
    writer.tag(written == null ? 0 : 1);
    if (written != null) {
      written.write(writer);
    }
    return writer.toBytes();
  }
}
