package org.quorate.distributions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.quorate.api.crypto.SignatureScheme;
import org.quorate.conformance.signature.SignatureExam;
import org.quorate.conformance.signature.VerdictTable;
import org.quorate.conformance.vectors.PublishedVectors;
import org.quorate.host.parts.Parts;

/** All shipped providers of signatures, side by side, as the bundles that they are. */
class SignatureProvidersTest {
  private static final Path VERDICTS = Path.of("target", "signature-verdicts.md");

  private static Parts bouncyCastle;
  private static Parts jdk;
  private static Parts accp;

  @BeforeAll
  static void startsEachProviderByItself() throws Exception {
    bouncyCastle = Parts.start(bundles("quorate-signature-bouncycastle-", "bcprov-"));
    jdk = Parts.start(bundles("quorate-signature-jdk-"));
    accp = Parts.start(bundles("quorate-signature-accp-"));
  }

  private static List<Path> bundles(String... names) {
    return Distribution.bundles().stream()
        .filter(jar -> List.of(names).stream().anyMatch(Distribution.nameOf(jar)::startsWith))
        .toList();
  }

  @AfterAll
  static void stops() {
    bouncyCastle.close();
    jdk.close();
    accp.close();
  }

  @Test
  void offerTheirSchemesByNameAndProvider() {
    assertThat(offers(bouncyCastle))
        .containsExactly(
            "ecdsa-p256 by bouncycastle",
            "ed25519 by bouncycastle",
            "ml-dsa-65 by bouncycastle",
            "rsa-pss-3072 by bouncycastle");
    assertThat(offers(jdk))
        .containsExactly("ecdsa-p256 by jdk", "ed25519 by jdk", "rsa-pss-3072 by jdk");
    assertThat(offers(accp))
        .containsExactly("ecdsa-p256 by accp", "ed25519 by accp", "rsa-pss-3072 by accp");
    assertThat(accp.unavailable()).isEmpty();
  }

  private static List<String> offers(Parts parts) {
    return parts.installed(SignatureScheme.class, "signatures").stream()
        .map(part -> part.name() + " by " + part.provider())
        .toList();
  }

  @Test
  void understandEachOther() {
    for (String name : jdk.names(SignatureScheme.class)) {
      new SignatureExam(bouncyCastle.signatures(name)).worksTogetherWith(jdk.signatures(name));
      new SignatureExam(accp.signatures(name)).worksTogetherWith(jdk.signatures(name));
    }
  }

  /** C1: whatever signature was crafted, the provider makes no difference. */
  @Test
  void c1_giveOneVerdictBehindTheProfile() throws Exception {
    Map<String, List<SignatureScheme>> providers = new LinkedHashMap<>();
    providers.put("bouncycastle", schemes(bouncyCastle));
    providers.put("jdk", schemes(jdk));
    providers.put("accp", schemes(accp));
    PlatformMlDsa.ifPresent().ifPresent(scheme -> providers.put("this JDK", List.of(scheme)));

    VerdictTable table = new VerdictTable(providers);
    Files.writeString(VERDICTS, table.markdown());

    assertThat(table.violations()).isEmpty();
    assertThat(table.splits()).as("how often the profile was needed").isPositive();
  }

  /** C1 on a running node: what the host hands out has the profile before every provider. */
  @Test
  void c1_theHostAsksTheProfileFirst() throws Exception {
    VerdictTable table =
        new VerdictTable(
            Map.of("bouncycastle", asUsed(bouncyCastle), "jdk", asUsed(jdk), "accp", asUsed(accp)));

    assertThat(table.violations()).isEmpty();
    assertThat(table.splits()).as("verdicts that depend on the provider").isZero();
  }

  private static List<SignatureScheme> asUsed(Parts parts) {
    return parts.names(SignatureScheme.class).stream().map(parts::signatures).toList();
  }

  /** The bare providers, without what the host puts before them. */
  private static List<SignatureScheme> schemes(Parts parts) {
    return parts.names(SignatureScheme.class).stream()
        .map(name -> parts.lease(SignatureScheme.class, name).call(scheme -> scheme))
        .toList();
  }

  /** Where Wycheproof says valid and the profile does not; nothing else may join these. */
  @Test
  void theProfileIsStricterForTheseReasonsOnly() {
    assumeTrue(
        PublishedVectors.find("wycheproof/ed25519_test.json").isPresent(),
        "SKIPPED: no published vectors were found");
    VerdictTable table = new VerdictTable(Map.of("bouncycastle", schemes(bouncyCastle)));
    assertThat(table.strictness())
        .containsOnly(
            Map.entry("ecdsa-p256 | DER instead of r, s", 174L),
            Map.entry("ecdsa-p256 | high s", 63L),
            Map.entry("ecdsa-p256 | r below p - n", 18L),
            Map.entry("ml-dsa-65 | ML-DSA-44", 77L),
            Map.entry("ml-dsa-65 | ML-DSA-87", 71L),
            Map.entry("ml-dsa-65 | with a context", 2L),
            Map.entry("rsa-pss-3072 | 2048 bits", 63L));
  }
}
