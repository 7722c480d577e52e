package org.quorate.conformance.signature;

import java.util.List;
import java.util.stream.Stream;
import org.quorate.api.crypto.SignatureScheme;

/** All signatures whose verdict is known, by scheme. */
public final class SignatureCases {
  private SignatureCases() {}

  /** Published ones; none for a scheme that is not ours, fewer where the files are not found. */
  public static List<SignatureCase> published(String scheme) {
    Stream<SignatureCase> rfc8032 = Rfc8032.vectorsOf(scheme).stream().map(Rfc8032.Vector::asCase);
    return Stream.concat(rfc8032, Wycheproof.cases(scheme).stream()).toList();
  }

  /**
   * Crafted ones, on which implementations are known or feared to disagree; none for a scheme that
   * is not ours.
   *
   * @param signer makes the sound signatures that the others are derived from
   */
  public static List<SignatureCase> crafted(SignatureScheme signer) {
    return switch (signer.name()) {
      case "ed25519" -> new CraftedEd25519().cases();
      case "ecdsa-p256" -> new CraftedEcdsa(signer).cases();
      case "rsa-pss-3072" -> new CraftedRsa(signer).cases();
      case "ml-dsa-65" -> new CraftedMlDsa(signer).cases();
      default -> List.of();
    };
  }
}
