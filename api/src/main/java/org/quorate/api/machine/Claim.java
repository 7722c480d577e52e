package org.quorate.api.machine;

import org.quorate.api.certificate.Certificate;
import org.quorate.api.certificate.Statement;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.ClientId;
import org.quorate.api.model.Value;
import org.quorate.api.model.Version;

/** Something that a message asserts and that a {@link ClaimVerifier} can check. */
public sealed interface Claim {

  /**
   * {@code certificate} certifies {@code statement}, taken in the certificate's epoch, which must
   * be accepted here. For the genesis version the genesis certificate is valid and no other one is.
   */
  record Certified(Statement statement, Certificate certificate) implements Claim {
    public Certified {
      statement = statement.in(certificate.epoch());
    }

    /** Whether this is about genesis, on either side: then nothing needs a verifier. */
    public boolean concernsGenesis() {
      return certificate.equals(Certificate.GENESIS)
          || statement.version().ts().equals(Version.GENESIS.ts());
    }

    /** The verdict if {@link #concernsGenesis}. */
    public boolean isGenesis() {
      return certificate.equals(Certificate.GENESIS) && statement.version().equals(Version.GENESIS);
    }
  }

  /** {@code signer} signed {@code payload}; its id must commit to {@code publicKey}. */
  record Signed(ClientId signer, Bytes publicKey, Bytes payload, Bytes signature)
      implements Claim {}

  /** {@code hash} is the hash of {@code value}. */
  record Hashed(Value value, Bytes hash) implements Claim {}
}
