package org.quorate.conformance.signature;

import static org.quorate.conformance.signature.SignatureCase.Standing.INVALID;
import static org.quorate.conformance.signature.SignatureCase.Standing.VALID;
import static org.quorate.conformance.signature.SignatureCase.crafted;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.quorate.api.crypto.SignatureScheme;
import org.quorate.api.crypto.SigningKeys;
import org.quorate.api.model.Bytes;

/** Other forms of one ECDSA signature and of its key. */
final class CraftedEcdsa {
  private static final BigInteger N =
      new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);
  private static final Bytes ZERO = Bytes.fromHex("00");

  private final List<SignatureCase> cases = new ArrayList<>();
  private final Bytes publicKey;
  private final Bytes message = Bytes.utf8("crafted");
  private final Bytes signature;
  private final BigInteger r;
  private final BigInteger s;

  CraftedEcdsa(SignatureScheme signer) {
    SigningKeys keys = signer.generate(new SecureRandom());
    publicKey = keys.publicKey();
    signature = signer.sign(keys.privateKey(), message);
    r = new BigInteger(1, signature.slice(0, 32).toByteArray());
    s = new BigInteger(1, signature.slice(32, 64).toByteArray());
  }

  List<SignatureCase> cases() {
    cases.add(SignatureCase.sound(publicKey, message, signature));
    numbers();
    encodings();
    keys();
    return List.copyOf(cases);
  }

  private void numbers() {
    cases.add(crafted("high s", publicKey, message, pair(r, N.subtract(s)), VALID));
    refuse("s = 0", publicKey, pair(r, BigInteger.ZERO));
    refuse("r = 0", publicKey, pair(BigInteger.ZERO, s));
    refuse("r = s = 0", publicKey, pair(BigInteger.ZERO, BigInteger.ZERO));
    refuse("r = n", publicKey, pair(N, s));
    refuse("s = n", publicKey, pair(r, N));
    refuse("r = s = n", publicKey, pair(N, N));
    refuse("-r", publicKey, pair(N.subtract(r), s));
  }

  private void encodings() {
    refuse("trailing byte", publicKey, signature.concat(ZERO));
    refuse("leading byte", publicKey, ZERO.concat(signature));
    refuse("33 bytes each", publicKey, ZERO.concat(half(0)).concat(ZERO).concat(half(32)));
    refuse("31 bytes each", publicKey, signature.slice(1, 32).concat(signature.slice(33, 64)));
    refuse("last byte missing", publicKey, signature.slice(0, 63));
    refuse("r alone", publicKey, half(0));
    refuse("empty", publicKey, Bytes.EMPTY);
    refuse("s | r", publicKey, half(32).concat(half(0)));
    Bytes rDer = integer(r.toByteArray());
    Bytes sDer = integer(s.toByteArray());
    Bytes der = sequence(rDer.concat(sDer));
    refuse("DER", publicKey, der);
    refuse("DER with a trailing byte", publicKey, der.concat(ZERO));
    refuse("DER with a byte in the sequence", publicKey, sequence(rDer.concat(sDer).concat(ZERO)));
    refuse(
        "DER with a zero before r",
        publicKey,
        sequence(integer(ZERO.concat(Bytes.wrap(r.toByteArray())).toByteArray()).concat(sDer)));
    refuse(
        "BER: long form of the length",
        publicKey,
        Bytes.fromHex("3081").concat(der.slice(1, der.length())));
    refuse(
        "BER: indefinite length",
        publicKey,
        Bytes.fromHex("3080").concat(rDer).concat(sDer).concat(Bytes.fromHex("0000")));
  }

  private void keys() {
    Bytes x = publicKey.slice(1, 33);
    Bytes y = publicKey.slice(33, 65);
    String parity = (y.at(31) & 1) == 0 ? "2" : "3";
    String hybrid = (y.at(31) & 1) == 0 ? "6" : "7";
    refuse("key compressed", Bytes.fromHex("0" + parity).concat(x), signature);
    refuse("key hybrid", Bytes.fromHex("0" + hybrid).concat(x).concat(y), signature);
    refuse("key with a trailing byte", publicKey.concat(ZERO), signature);
    refuse("key without its first byte", x.concat(y), signature);
    refuse("key at infinity", ZERO, signature);
    refuse("key at zero", Bytes.fromHex("04").concat(Bytes.wrap(new byte[64])), signature);
    refuse("key off the curve", Bytes.fromHex("04").concat(y).concat(x), signature);
    refuse(
        "key in DER",
        Bytes.fromHex("3059301306072a8648ce3d020106082a8648ce3d030107034200").concat(publicKey),
        signature);
  }

  private void refuse(String label, Bytes key, Bytes crafted) {
    cases.add(crafted(label, key, message, crafted, INVALID));
  }

  private Bytes half(int from) {
    return signature.slice(from, from + 32);
  }

  private static Bytes pair(BigInteger r, BigInteger s) {
    return Bytes.fromHex("%064x%064x".formatted(r, s));
  }

  private static Bytes integer(byte[] content) {
    return Bytes.wrap(new byte[] {2, (byte) content.length}).concat(Bytes.wrap(content));
  }

  private static Bytes sequence(Bytes content) {
    return Bytes.wrap(new byte[] {0x30, (byte) content.length()}).concat(content);
  }
}
