package org.quorate.conformance.signature;

import org.quorate.api.crypto.SignatureScheme;
import org.quorate.api.model.Bytes;

/**
 * A signature whose verdict is known.
 *
 * @param origin who says so: a standard, a file of published vectors, or {@code crafted}
 * @param label what is special about it
 * @param standing what the origin says of it
 * @param strictness why the strict profile refuses it although it is not invalid; empty if it does
 *     not
 */
public record SignatureCase(
    String origin,
    String label,
    Bytes publicKey,
    Bytes message,
    Bytes signature,
    Standing standing,
    String strictness) {

  /** What a standard says of a signature. */
  public enum Standing {
    VALID,
    INVALID,
    /** The standard leaves it open, or implementations are known to disagree. */
    DISPUTED
  }

  /** A crafted one that nobody may accept through the strict profile. */
  static SignatureCase crafted(
      String label, Bytes publicKey, Bytes message, Bytes signature, Standing standing) {
    return new SignatureCase("crafted", label, publicKey, message, signature, standing, label);
  }

  /** A crafted one that all must accept: the sound original of the others. */
  static SignatureCase sound(Bytes publicKey, Bytes message, Bytes signature) {
    return new SignatureCase("crafted", "sound", publicKey, message, signature, Standing.VALID, "");
  }

  /** The one verdict: what every provider must say behind the strict profile. */
  public boolean expected() {
    return standing == Standing.VALID && strictness.isEmpty();
  }

  /** What {@code scheme} says. */
  public boolean verifiedBy(SignatureScheme scheme) {
    return scheme.verify(publicKey, message, signature);
  }

  @Override
  public String toString() {
    return origin + ": " + label;
  }
}
