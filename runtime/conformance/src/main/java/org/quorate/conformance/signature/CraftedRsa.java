package org.quorate.conformance.signature;

import static org.quorate.conformance.signature.SignatureCase.Standing.DISPUTED;
import static org.quorate.conformance.signature.SignatureCase.Standing.INVALID;
import static org.quorate.conformance.signature.SignatureCase.crafted;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.quorate.api.crypto.SignatureScheme;
import org.quorate.api.crypto.SigningKeys;
import org.quorate.api.model.Bytes;

/** Other forms of one RSA-PSS signature and of its key, and keys that only some providers take. */
final class CraftedRsa {
  private static final int MODULUS_BYTES = 384;
  private static final int HASH_BYTES = 32;
  private static final BigInteger TOP = BigInteger.TWO.pow(3072);
  private static final BigInteger EXPONENT = BigInteger.valueOf(65537);
  private static final Bytes ZERO = Bytes.fromHex("00");

  private final List<SignatureCase> cases = new ArrayList<>();
  private final SignatureScheme signer;
  private final SigningKeys keys;
  private final Bytes publicKey;
  private final BigInteger modulus;
  private final Bytes message = Bytes.utf8("crafted");
  private final Bytes signature;

  CraftedRsa(SignatureScheme signer) {
    this.signer = signer;
    keys = signer.generate(new SecureRandom());
    publicKey = keys.publicKey();
    modulus = new BigInteger(1, publicKey.slice(9, 9 + MODULUS_BYTES).toByteArray());
    signature = smallSignature();
  }

  /** One that stays below 2^3072 when the modulus is added; there are many, PSS being salted. */
  private Bytes smallSignature() {
    Bytes made = signer.sign(keys.privateKey(), message);
    for (int i = 0; i < 1000 && number(made).add(modulus).compareTo(TOP) >= 0; i++) {
      made = signer.sign(keys.privateKey(), message);
    }
    return made;
  }

  List<SignatureCase> cases() {
    cases.add(SignatureCase.sound(publicKey, message, signature));
    refuse("s + n", bytes(number(signature).add(modulus)));
    refuse("n - s", bytes(modulus.subtract(number(signature))));
    refuse("0", bytes(BigInteger.ZERO));
    refuse("1", bytes(BigInteger.ONE));
    refuse("n - 1", bytes(modulus.subtract(BigInteger.ONE)));
    refuse("n", bytes(modulus));
    refuse("trailing byte", signature.concat(ZERO));
    refuse("leading byte", ZERO.concat(signature));
    refuse("first byte missing", signature.slice(1, MODULUS_BYTES));
    refuse("empty", Bytes.EMPTY);
    keyEncodings();
    moduli();
    return List.copyOf(cases);
  }

  private void keyEncodings() {
    Bytes n = der(2, Bytes.wrap(modulus.toByteArray()));
    Bytes e = der(2, Bytes.wrap(EXPONENT.toByteArray()));
    Bytes paddedN = der(2, ZERO.concat(Bytes.wrap(modulus.toByteArray())));
    Bytes paddedE = der(2, ZERO.concat(Bytes.wrap(EXPONENT.toByteArray())));
    dispute("key with a zero before n", der(0x30, paddedN.concat(e)));
    dispute("key with a zero before e", der(0x30, n.concat(paddedE)));
    dispute("key with a trailing byte", publicKey.concat(ZERO));
    dispute("key with a byte in the sequence", der(0x30, n.concat(e).concat(ZERO)));
    dispute(
        "key with an indefinite length",
        Bytes.fromHex("3080").concat(n).concat(e).concat(Bytes.fromHex("0000")));
    dispute(
        "key with a length of three bytes",
        Bytes.fromHex("308300018a").concat(publicKey.slice(4, publicKey.length())));
    dispute(
        "key as SubjectPublicKeyInfo",
        Bytes.fromHex("308201a2300d06092a864886f70d01010105000382018f00").concat(publicKey));
    dispute("key with n negative", der(0x30, der(2, bytes(modulus)).concat(e)));
  }

  /** The attacker knows how these factor, and their signatures satisfy the equation. */
  private void moduli() {
    BigInteger three = BigInteger.valueOf(3);
    BigInteger prime = TOP.subtract(BigInteger.valueOf(47));
    BigInteger third = TOP.divide(three).subtract(BigInteger.valueOf(146)); // prime, too
    modulus("a prime modulus", prime, prime.subtract(BigInteger.ONE));
    modulus(
        "a modulus divisible by 3",
        third.multiply(three),
        third.subtract(BigInteger.ONE).multiply(BigInteger.TWO));
  }

  private void modulus(String label, BigInteger n, BigInteger totient) {
    Bytes key =
        der(0x30, der(2, Bytes.wrap(n.toByteArray())).concat(der(2, Bytes.fromHex("010001"))));
    BigInteger made = number(encoded()).modPow(EXPONENT.modInverse(totient), n);
    cases.add(crafted(label, key, message, bytes(made), DISPUTED));
  }

  private void refuse(String label, Bytes crafted) {
    cases.add(crafted(label, publicKey, message, crafted, INVALID));
  }

  private void dispute(String label, Bytes key) {
    cases.add(crafted(label, key, message, signature, DISPUTED));
  }

  /** EMSA-PSS (RFC 8017, 9.1.1) of the message, with a salt of zeros. */
  private Bytes encoded() {
    Bytes salt = Bytes.wrap(new byte[HASH_BYTES]);
    Bytes hash = sha256(Bytes.wrap(new byte[8]).concat(sha256(message)).concat(salt));
    byte[] masked = new byte[MODULUS_BYTES - HASH_BYTES - 1];
    masked[masked.length - HASH_BYTES - 1] = 1;
    for (int i = 0; i < masked.length; i++) {
      Bytes mask = sha256(hash.concat(Bytes.wrap(new byte[] {0, 0, 0, (byte) (i / HASH_BYTES)})));
      masked[i] ^= mask.at(i % HASH_BYTES);
    }
    masked[0] &= 0x7f;
    return Bytes.wrap(masked).concat(hash).concat(Bytes.fromHex("bc"));
  }

  private static Bytes sha256(Bytes content) {
    try {
      return Bytes.wrap(MessageDigest.getInstance("SHA-256").digest(content.toByteArray()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK must have SHA-256", e);
    }
  }

  private static BigInteger number(Bytes bytes) {
    return new BigInteger(1, bytes.toByteArray());
  }

  private static Bytes bytes(BigInteger number) {
    return Bytes.fromHex("%0768x".formatted(number));
  }

  private static Bytes der(int tag, Bytes content) {
    String header = content.length() < 128 ? "%02x%02x" : "%02x82%04x";
    return Bytes.fromHex(header.formatted(tag, content.length())).concat(content);
  }
}
