package org.quorate.api.certificate;

import org.quorate.api.model.Bytes;
import org.quorate.api.model.CanonicalWriter;
import org.quorate.api.model.Epoch;
import org.quorate.api.model.Scope;
import org.quorate.api.model.Version;

/**
 * What a replica attests about one register (BFT-BC, Liskov and Rodrigues 2006, section 3.2).
 *
 * <p>Canonical encoding, see {@link CanonicalWriter} for the pieces:
 *
 * <pre>
 * domain "quorate/statement/1" | kind 1 B (1 prepared, 2 written) | cluster bytes | epoch 8 B | key text
 *   | counter 8 B | client name text | client key digest bytes | path 1 B (0 optimistic, 1 base) | hash bytes
 * </pre>
 */
public record Statement(Kind kind, Scope scope, Version version) {
  private static final String DOMAIN = "quorate/statement/1";

  /** The two things a replica can attest. */
  public enum Kind {
    /** No other value was or will be attested by me as prepared at this version's timestamp. */
    PREPARED(1),
    /** I durably hold this version or a larger one. */
    WRITTEN(2);

    private final int tag;

    Kind(int tag) {
      this.tag = tag;
    }
  }

  public static Statement prepared(Scope scope, Version version) {
    return new Statement(Kind.PREPARED, scope, version);
  }

  public static Statement written(Scope scope, Version version) {
    return new Statement(Kind.WRITTEN, scope, version);
  }

  /** The same statement as it was made in another epoch. */
  public Statement in(Epoch epoch) {
    return new Statement(kind, new Scope(scope.cluster(), epoch, scope.key()), version);
  }

  /** The bytes that are signed. */
  public Bytes encoded() {
    return new CanonicalWriter(DOMAIN)
        .tag(kind.tag)
        .bytes(scope.cluster())
        .number(scope.epoch().number())
        .text(scope.key().name())
        .version(version)
        .toBytes();
  }
}
