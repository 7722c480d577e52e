package org.quorate.register.bftbc;

import org.quorate.api.certificate.Certificate;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.Version;

/** Before an optimistic WRITE: its author's signature, on the one timestamp that it will have. */
record SignConsentPhase(Writing writing, Version version, Certificate certificate)
    implements Phase {

  @Override
  public Bytes toSign() {
    return PreparedVersion.payload(writing.setting().scope(), version);
  }

  @Override
  public Next signed(Bytes signature) {
    PreparedVersion prepared =
        new PreparedVersion(version, certificate, writing.signature(signature));
    return Next.enter(writing.write(prepared));
  }

  @Override
  public String progress() {
    return "waiting for the signature of an optimistic WRITE";
  }
}
