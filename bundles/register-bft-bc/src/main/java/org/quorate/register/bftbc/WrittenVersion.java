package org.quorate.register.bftbc;

import org.quorate.api.certificate.Certificate;
import org.quorate.api.certificate.Statement;
import org.quorate.api.machine.Claim;
import org.quorate.api.model.Scope;
import org.quorate.api.model.Timestamp;
import org.quorate.api.model.Version;

/** A version with its write certificate: a quorum holds it or a later one. */
record WrittenVersion(Version version, Certificate certificate) {
  Timestamp ts() {
    return version.ts();
  }

  Claim claim(Scope scope) {
    return new Claim.Certified(Statement.written(scope, version), certificate);
  }
}
