package org.quorate.register.bftbc;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.quorate.api.certificate.Certificate;
import org.quorate.api.certificate.Statement;
import org.quorate.api.machine.Claim;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.CanonicalWriter;
import org.quorate.api.model.Scope;
import org.quorate.api.model.Timestamp;
import org.quorate.api.model.Timestamp.Path;
import org.quorate.api.model.Version;

/**
 * A version with its prepare certificate: what may be installed, and built upon.
 *
 * @param consent of an optimistic version its author's signature, since READ-TS-PREP named no
 *     timestamp and one hash can be attested at two of them; of any other version null
 */
record PreparedVersion(
    Version version, Certificate certificate, @Nullable ClientSignature consent) {
  static final PreparedVersion GENESIS =
      new PreparedVersion(Version.GENESIS, Certificate.GENESIS, null);

  private static final String DOMAIN = "quorate/bft-bc/consent/1";

  PreparedVersion {
    if ((version.ts().path() == Path.OPTIMISTIC) != (consent != null)) {
      throw new IllegalArgumentException(
          "exactly an optimistic version carries its author's signature: " + version);
    }
  }

  Timestamp ts() {
    return version.ts();
  }

  List<Claim> claims(Scope scope) {
    Claim certified = new Claim.Certified(Statement.prepared(scope, version), certificate);
    return consent == null
        ? List.of(certified)
        : List.of(
            certified,
            consent.claim(version.ts().client(), payload(consent.scope(scope), version)));
  }

  /**
   * What the author of an optimistic version signs, for one timestamp per write only.
   *
   * <pre>
   * domain "quorate/bft-bc/consent/1" | cluster bytes | epoch 8 B | key text | version
   * </pre>
   */
  static Bytes payload(Scope scope, Version version) {
    return new CanonicalWriter(DOMAIN)
        .bytes(scope.cluster())
        .number(scope.epoch().number())
        .text(scope.key().name())
        .version(version)
        .toBytes();
  }
}
