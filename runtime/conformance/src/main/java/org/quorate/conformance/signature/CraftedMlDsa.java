package org.quorate.conformance.signature;

import static org.quorate.conformance.signature.SignatureCase.Standing.INVALID;
import static org.quorate.conformance.signature.SignatureCase.crafted;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.quorate.api.crypto.SignatureScheme;
import org.quorate.api.crypto.SigningKeys;
import org.quorate.api.model.Bytes;

/** Other encodings of one ML-DSA-65 signature, the hints' above all (FIPS 204, algorithm 21). */
final class CraftedMlDsa {
  private static final int HINTS_AT = 3248;
  private static final int ENDS_AT = 3303;
  private static final Bytes ZERO = Bytes.fromHex("00");

  private final List<SignatureCase> cases = new ArrayList<>();
  private final SignatureScheme signer;
  private final SigningKeys keys;
  private final Bytes publicKey;
  private final Bytes message = Bytes.utf8("crafted");
  private final Bytes signature;

  CraftedMlDsa(SignatureScheme signer) {
    this.signer = signer;
    keys = signer.generate(new SecureRandom());
    publicKey = keys.publicKey();
    signature = signatureWithRoom();
  }

  /** With two hints at least in the first polynomial, and not all 55: nearly every one is so. */
  private Bytes signatureWithRoom() {
    Bytes made = signer.sign(keys.privateKey(), message);
    for (int i = 0; i < 1000 && (made.at(ENDS_AT) < 2 || made.at(3308) > 54); i++) {
      made = signer.sign(keys.privateKey(), message);
    }
    return made;
  }

  List<SignatureCase> cases() {
    cases.add(SignatureCase.sound(publicKey, message, signature));
    refuse(
        "hints out of order", with(HINTS_AT, signature.at(HINTS_AT + 1), signature.at(HINTS_AT)));
    refuse("a hint twice", with(HINTS_AT, signature.at(HINTS_AT), signature.at(HINTS_AT)));
    refuse("a hint beyond the last", with(ENDS_AT - 1, (byte) 1));
    refuse("hints end before they begin", with(ENDS_AT + 1, (byte) 0));
    refuse("more hints than fit", with(3308, (byte) 56));
    refuse("trailing byte", signature.concat(ZERO));
    refuse("leading byte", ZERO.concat(signature));
    refuse("last byte missing", signature.slice(0, 3308));
    refuse("empty", Bytes.EMPTY);
    refuse("key with a trailing byte", publicKey.concat(ZERO), signature);
    refuse("key without its last byte", publicKey.slice(0, 1951), signature);
    refuse("key empty", Bytes.EMPTY, signature);
    return List.copyOf(cases);
  }

  private Bytes with(int from, byte... bytes) {
    byte[] changed = signature.toByteArray();
    System.arraycopy(bytes, 0, changed, from, bytes.length);
    return Bytes.wrap(changed);
  }

  private void refuse(String label, Bytes crafted) {
    refuse(label, publicKey, crafted);
  }

  private void refuse(String label, Bytes key, Bytes crafted) {
    cases.add(crafted(label, key, message, crafted, INVALID));
  }
}
