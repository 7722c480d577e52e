package org.quorate.host.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipFile;
import javax.security.auth.x500.X500Principal;
import jdk.security.jarsigner.JarSigner;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Constants;
import org.quorate.host.configuration.BundlePolicy;

/** X3: what is not signed throughout by a pinned signer is not installed. */
class BundleGateTest {
  private static final Signer ACME = Signer.named("CN=acme");
  private static final Signer STRANGER = Signer.named("CN=stranger");
  private static final BundlePolicy STRICT =
      new BundlePolicy(List.of(BundlePolicy.signer(ACME.certificate)), false);

  @TempDir Path folder;

  private record Signer(KeyPair keys, X509Certificate certificate) {
    static Signer named(String name) {
      try {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        KeyPair keys = generator.generateKeyPair();
        X500Principal subject = new X500Principal(name);
        Instant now = Instant.now();
        X509Certificate certificate =
            new JcaX509CertificateConverter()
                .getCertificate(
                    new JcaX509v3CertificateBuilder(
                            subject,
                            BigInteger.ONE,
                            Date.from(now.minus(Duration.ofDays(1))),
                            Date.from(now.plus(Duration.ofDays(1))),
                            subject,
                            keys.getPublic())
                        .build(
                            new JcaContentSignerBuilder("SHA256withECDSA")
                                .build(keys.getPrivate())));
        return new Signer(keys, certificate);
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }

    Path sign(Path jar) throws Exception {
      Path signed = jar.resolveSibling("signed-" + jar.getFileName());
      JarSigner signer =
          new JarSigner.Builder(
                  keys.getPrivate(),
                  CertificateFactory.getInstance("X.509").generateCertPath(List.of(certificate)))
              .build();
      try (ZipFile in = new ZipFile(jar.toFile());
          OutputStream out = Files.newOutputStream(signed)) {
        signer.sign(in, out);
      }
      return signed;
    }
  }

  private Path jar(Map<String, String> headers) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    headers.forEach(manifest.getMainAttributes()::putValue);
    Path jar = Files.createTempFile(folder, "bundle", ".jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
      put(out, "a1.txt", "first");
      put(out, "a2.txt", "second");
      put(out, "org/acme/Part.class", "no real class");
    }
    return jar;
  }

  private static void put(JarOutputStream out, String name, String content) throws IOException {
    out.putNextEntry(new JarEntry(name));
    out.write(content.getBytes(StandardCharsets.UTF_8));
    out.closeEntry();
  }

  private Path bundle() throws IOException {
    return jar(headers());
  }

  private static Map<String, String> headers() {
    Map<String, String> headers = new HashMap<>();
    headers.put(Constants.BUNDLE_SYMBOLICNAME, "org.acme.part;singleton:=true");
    headers.put(Constants.BUNDLE_VERSION, "1.2.3");
    return headers;
  }

  /** Decides what becomes of an entry of a jar that is written anew: null leaves it out. */
  private interface Edit {
    byte[] of(String entry, byte[] content);
  }

  private Path edited(Path jar, Edit edit, Map<String, String> added) throws IOException {
    Path other = Files.createTempFile(folder, "edited", ".jar");
    try (JarFile in = new JarFile(jar.toFile());
        JarOutputStream out = new JarOutputStream(Files.newOutputStream(other))) {
      for (JarEntry entry : Collections.list(in.entries())) {
        try (InputStream content = in.getInputStream(entry)) {
          byte[] changed = edit.of(entry.getName(), content.readAllBytes());
          if (changed != null) {
            out.putNextEntry(new JarEntry(entry.getName()));
            out.write(changed);
            out.closeEntry();
          }
        }
      }
      for (Map.Entry<String, String> one : added.entrySet()) {
        put(out, one.getKey(), one.getValue());
      }
    }
    return other;
  }

  private static AdmittedBundle admit(BundlePolicy policy, Path jar) throws IOException {
    return new BundleGate(policy).admit(jar);
  }

  private static void refuses(BundlePolicy policy, Path jar, String reason) {
    assertThatThrownBy(() -> admit(policy, jar))
        .isInstanceOf(RefusedBundleException.class)
        .hasMessageContaining(reason);
  }

  @Test
  void x3_whatAPinnedSignerSignedIsAdmitted() throws Exception {
    AdmittedBundle admitted = admit(STRICT, ACME.sign(bundle()));
    assertThat(admitted.symbolicName()).isEqualTo("org.acme.part");
    assertThat(admitted.version()).hasToString("1.2.3");
    assertThat(admitted.signer()).isEqualTo("CN=acme");
    assertThat(admitted.classes()).containsExactly("org.acme.Part");
  }

  @Test
  void x3_theUnsignedRunWhereThatIsAllowed() throws Exception {
    assertThat(admit(BundlePolicy.DEVELOPMENT, bundle()).signer()).isEmpty();
    refuses(STRICT, bundle(), "nobody has signed it");
  }

  @Test
  void x3_anotherSignerIsRefused() throws Exception {
    Path signed = STRANGER.sign(bundle());
    refuses(STRICT, signed, "it is signed by CN=stranger, whom");
    // A signature that does not count is worse than none.
    refuses(BundlePolicy.DEVELOPMENT, signed, "it is signed by CN=stranger, whom");
  }

  @Test
  void x3_anAddedEntryIsRefused() throws Exception {
    Path more =
        edited(ACME.sign(bundle()), (name, content) -> content, Map.of("b.txt", "an intruder"));
    refuses(STRICT, more, "not signed: [b.txt]");
    refuses(BundlePolicy.DEVELOPMENT, more, "not signed: [b.txt]");
  }

  @Test
  void x3_anEntryAddedBelowMetaInfIsRefused() throws Exception {
    Path more =
        edited(
            ACME.sign(bundle()),
            (name, content) -> content,
            Map.of("META-INF/services/x", "an intruder"));
    refuses(STRICT, more, "not signed: [META-INF/services/x]");
  }

  @Test
  void x3_aRemovedEntryIsRefused() throws Exception {
    Path less =
        edited(
            ACME.sign(bundle()),
            (name, content) -> name.equals("a2.txt") ? null : content,
            Map.of());
    refuses(STRICT, less, "its signed entry a2.txt is missing");
  }

  @Test
  void x3_aChangedEntryIsRefused() throws Exception {
    Path other =
        edited(
            ACME.sign(bundle()),
            (name, content) ->
                name.equals("a1.txt") ? "forged".getBytes(StandardCharsets.UTF_8) : content,
            Map.of());
    refuses(STRICT, other, "its signature is broken");
  }

  @Test
  void x3_whatWasStrippedOfItsSignatureIsRefused() throws Exception {
    Path signed = ACME.sign(bundle());
    refuses(
        STRICT,
        edited(
            signed,
            (name, content) -> name.endsWith(".SF") || name.endsWith(".EC") ? null : content,
            Map.of()),
        "nobody has signed it");
    refuses(
        STRICT,
        edited(signed, (name, content) -> name.endsWith(".EC") ? null : content, Map.of()),
        "not signed: [a1.txt, a2.txt, org/acme/Part.class]");
  }

  @Test
  void x3_anEntryStrippedOfItsLineInTheManifestIsRefused() throws Exception {
    Path other =
        edited(
            ACME.sign(bundle()),
            (name, content) -> name.equals(JarFile.MANIFEST_NAME) ? without(content) : content,
            Map.of());
    refuses(STRICT, other, "a1.txt");
  }

  private static byte[] without(byte[] manifest) {
    String text = new String(manifest, StandardCharsets.UTF_8);
    return text.replaceAll("Name: a1.txt\r\n(.+\r\n)+\r\n", "").getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void x3_twoSignersOfAHalfEachAreNone() throws Exception {
    Path half = STRANGER.sign(bundle());
    Path both = ACME.sign(edited(half, (name, content) -> content, Map.of("b.txt", "more")));
    assertThat(admit(STRICT, both).signer()).isEqualTo("CN=acme");
    BundlePolicy strangers =
        new BundlePolicy(List.of(BundlePolicy.signer(STRANGER.certificate)), false);
    refuses(strangers, both, "it is signed by CN=acme, whom");
  }

  @Test
  void twoEntriesOfOneNameAreRefused() throws Exception {
    Path jar = bundle();
    String bytes = Files.readString(jar, StandardCharsets.ISO_8859_1);
    Files.writeString(jar, bytes.replace("a2.txt", "a1.txt"), StandardCharsets.ISO_8859_1);
    refuses(BundlePolicy.DEVELOPMENT, jar, "it has two entries a1.txt");
  }

  @Test
  void whatIsNoBundleIsRefused() throws Exception {
    Path text = Files.writeString(folder.resolve("text.jar"), "no jar");
    refuses(BundlePolicy.DEVELOPMENT, text, "it is no jar");
    refuses(
        BundlePolicy.DEVELOPMENT,
        edited(bundle(), (name, content) -> name.startsWith("META") ? null : content, Map.of()),
        "it has no manifest");
    refuses(BundlePolicy.DEVELOPMENT, jar(Map.of()), "no Bundle-SymbolicName");
    Map<String, String> odd = headers();
    odd.put(Constants.BUNDLE_VERSION, "newest");
    refuses(BundlePolicy.DEVELOPMENT, jar(odd), "its version is none");
  }

  @Test
  void whatWouldChangeOthersIsRefused() throws Exception {
    Map<String, String> fragment = headers();
    fragment.put(Constants.FRAGMENT_HOST, "system.bundle");
    refuses(BundlePolicy.DEVELOPMENT, jar(fragment), "it is a fragment");
    Map<String, String> exporting = headers();
    exporting.put(Constants.EXPORT_PACKAGE, "org.acme;version=\"1.0\", org.quorate.api.crypto");
    refuses(BundlePolicy.DEVELOPMENT, jar(exporting), "it exports packages of Quorate");
  }
}
