package org.quorate.conformance.signature;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.quorate.api.model.Bytes;
import org.quorate.conformance.signature.SignatureCase.Standing;
import org.quorate.conformance.vectors.PublishedVectors;

/** The signature vectors of Project Wycheproof, as far as the files are found. */
final class Wycheproof {
  private static final BigInteger P256_P =
      new BigInteger("ffffffff00000001000000000000000000000000ffffffffffffffffffffffff", 16);
  private static final BigInteger P256_N =
      new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);

  /**
   * A file and where in it the public key stands.
   *
   * @param foreign why nothing in it is of the scheme at all; empty if it is
   */
  private record File(String name, String keyPointer, String foreign) {}

  private Wycheproof() {}

  static List<SignatureCase> cases(String scheme) {
    return files(scheme).flatMap(Wycheproof::casesOf).toList();
  }

  private static Stream<File> files(String scheme) {
    return switch (scheme) {
      case "ed25519" -> Stream.of(new File("ed25519_test.json", "/publicKey/pk", ""));
      case "ecdsa-p256" ->
          Stream.of(
              new File("ecdsa_secp256r1_sha256_p1363_test.json", "/publicKey/uncompressed", ""),
              new File(
                  "ecdsa_secp256r1_sha256_test.json",
                  "/publicKey/uncompressed",
                  "DER instead of r, s"));
      case "rsa-pss-3072" ->
          Stream.of(
              new File("rsa_pss_3072_sha256_mgf1_32_test.json", "/publicKeyAsn", ""),
              new File("rsa_pss_2048_sha256_mgf1_32_test.json", "/publicKeyAsn", "2048 bits"));
      case "ml-dsa-65" ->
          Stream.of(
              new File("mldsa_65_verify_test.json", "/publicKey", ""),
              new File("mldsa_44_verify_test.json", "/publicKey", "ML-DSA-44"),
              new File("mldsa_87_verify_test.json", "/publicKey", "ML-DSA-87"));
      default -> Stream.of();
    };
  }

  private static Stream<SignatureCase> casesOf(File file) {
    return PublishedVectors.find("wycheproof/" + file.name()).stream()
        .flatMap(path -> parse(file, path).stream());
  }

  private static List<SignatureCase> parse(File file, Path path) {
    JsonNode content;
    try {
      content = new ObjectMapper().readTree(path.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + path, e);
    }
    List<SignatureCase> cases = new ArrayList<>();
    for (JsonNode group : content.path("testGroups")) {
      Bytes publicKey = Bytes.fromHex(group.at(file.keyPointer()).asText());
      for (JsonNode test : group.path("tests")) {
        cases.add(parse(file, publicKey, test));
      }
    }
    if (cases.size() != content.path("numberOfTests").asInt()) {
      throw new IllegalStateException(path + " does not hold as many tests as it says");
    }
    return cases;
  }

  private static SignatureCase parse(File file, Bytes publicKey, JsonNode test) {
    Bytes signature = Bytes.fromHex(test.path("sig").asText());
    List<String> flags = new ArrayList<>();
    test.path("flags").forEach(flag -> flags.add(flag.asText()));
    return new SignatureCase(
        "Wycheproof " + file.name(),
        "#%d %s (%s)"
            .formatted(
                test.path("tcId").asInt(), test.path("comment").asText(), String.join(", ", flags)),
        publicKey,
        Bytes.fromHex(test.path("msg").asText()),
        signature,
        standing(test.path("result").asText()),
        strictness(file, signature, test));
  }

  private static Standing standing(String result) {
    return switch (result) {
      case "valid" -> Standing.VALID;
      case "invalid" -> Standing.INVALID;
      case "acceptable" -> Standing.DISPUTED;
      default -> throw new IllegalArgumentException("no result of Wycheproof's: " + result);
    };
  }

  /** Written without the profile's code, since it is the profile that is examined. */
  private static String strictness(File file, Bytes signature, JsonNode test) {
    if (!file.foreign().isEmpty()) {
      return file.foreign();
    }
    if (!test.path("ctx").asText().isEmpty()) {
      return "with a context";
    }
    if (file.name().startsWith("ecdsa") && signature.length() == 64) {
      BigInteger r = new BigInteger(1, signature.slice(0, 32).toByteArray());
      BigInteger s = new BigInteger(1, signature.slice(32, 64).toByteArray());
      if (r.compareTo(P256_P.subtract(P256_N)) < 0) {
        return "r below p - n";
      }
      if (s.compareTo(P256_N.subtract(s)) > 0) {
        return "high s";
      }
    }
    return "";
  }
}
