package org.quorate.register.bftbc;

import org.quorate.api.certificate.Statement;
import org.quorate.api.model.Bytes;
import org.quorate.api.quorum.ReplyTally;

/** Before PREPARE: its signature. */
record SignPreparePhase(Writing writing, Preparation preparation) implements Phase {

  @Override
  public Bytes toSign() {
    return preparation.promise().payload(writing.setting().scope());
  }

  @Override
  public Next signed(Bytes signature) {
    return Next.enter(
        new PreparePhase(
            writing,
            preparation,
            writing.signature(signature),
            Attestations.of(Statement.Kind.PREPARED),
            ReplyTally.empty()));
  }

  @Override
  public String progress() {
    return "waiting for the signature of PREPARE";
  }
}
