package org.quorate.host.deploy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.CodeSigner;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Constants;
import org.osgi.framework.Version;
import org.quorate.host.configuration.BundlePolicy;

/**
 * Decides whether a bundle may be installed. The Java platform verifies of a signed jar what is
 * signed, and lets pass what was added, removed or stripped of its signature; here every entry must
 * be signed by one and the same pinned signer, and the entries must be those of the manifest.
 * Whether the signer's certificate has expired does not count, since it is pinned and not trusted
 * for whoever issued it.
 */
final class BundleGate {
  private static final int ENTRIES_MAX = 20_000;
  private static final long CONTENT_BYTES_MAX = 256L << 20;
  private static final int BUFFER_BYTES = 1 << 16;
  private static final String SIGNATURES = "META-INF/";
  private static final String OURS = "org.quorate.";
  private static final String CLASS = ".class";

  private final BundlePolicy policy;

  BundleGate(BundlePolicy policy) {
    this.policy = policy;
  }

  /**
   * Examines the jar at {@code file}, which nobody else may be able to change any more.
   *
   * @throws RefusedBundleException if it may not be installed
   * @throws NoSuchFileException if it is not there
   */
  AdmittedBundle admit(Path file) throws IOException {
    try (JarFile jar = new JarFile(file.toFile(), true)) {
      return admit(jar);
    } catch (RefusedBundleException | NoSuchFileException e) {
      throw e;
    } catch (SecurityException e) {
      throw new RefusedBundleException("its signature is broken: " + e.getMessage(), e);
    } catch (IOException | IllegalArgumentException e) {
      throw new RefusedBundleException("it is no jar: " + e.getMessage(), e);
    }
  }

  private AdmittedBundle admit(JarFile jar) throws IOException {
    Manifest manifest = jar.getManifest();
    if (manifest == null) {
      throw new RefusedBundleException("it has no manifest");
    }
    Contents contents = contents(jar);
    String signer = signer(contents, manifest);
    Attributes headers = manifest.getMainAttributes();
    refuseIntruders(headers);
    return new AdmittedBundle(
        header(headers, Constants.BUNDLE_SYMBOLICNAME),
        version(headers),
        signer,
        contents.classes());
  }

  /**
   * What is in a jar.
   *
   * @param signers of each entry that must be signed, by its name
   */
  private record Contents(
      Map<String, Set<X509Certificate>> signers, boolean isSigned, Set<String> classes) {}

  private static Contents contents(JarFile jar) throws IOException {
    Map<String, Set<X509Certificate>> signers = new HashMap<>();
    Set<String> names = new HashSet<>();
    Set<String> classes = new TreeSet<>();
    boolean isSigned = false;
    long bytesLeft = CONTENT_BYTES_MAX;
    for (JarEntry entry : Collections.list(jar.entries())) {
      if (!names.add(entry.getName())) {
        throw new RefusedBundleException("it has two entries " + entry.getName());
      }
      if (names.size() > ENTRIES_MAX) {
        throw new RefusedBundleException("it has more than " + ENTRIES_MAX + " entries");
      }
      bytesLeft -= read(jar, entry, bytesLeft);
      if (isOfTheSignature(entry.getName())) {
        isSigned |= !entry.getName().equalsIgnoreCase(JarFile.MANIFEST_NAME);
      } else if (!entry.isDirectory()) {
        signers.put(entry.getName(), signersOf(entry));
        if (entry.getName().endsWith(CLASS)) {
          classes.add(className(entry.getName()));
        }
      }
    }
    return new Contents(signers, isSigned, classes);
  }

  /** All of it, because the platform checks an entry as it is read to its end. */
  private static long read(JarFile jar, JarEntry entry, long bytesMax) throws IOException {
    byte[] buffer = new byte[BUFFER_BYTES];
    long bytes = 0;
    try (InputStream in = jar.getInputStream(entry)) {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        bytes += count;
        if (bytes > bytesMax) {
          throw new RefusedBundleException(
              "it holds more than " + (CONTENT_BYTES_MAX >> 20) + " MiB");
        }
      }
    }
    return bytes;
  }

  private static boolean isOfTheSignature(String name) {
    String upper = name.toUpperCase(Locale.ROOT);
    if (!upper.startsWith(SIGNATURES) || upper.indexOf('/', SIGNATURES.length()) >= 0) {
      return false;
    }
    return upper.equals(JarFile.MANIFEST_NAME)
        || upper.endsWith(".SF")
        || upper.endsWith(".RSA")
        || upper.endsWith(".DSA")
        || upper.endsWith(".EC");
  }

  private static Set<X509Certificate> signersOf(JarEntry entry) {
    Set<X509Certificate> certificates = new HashSet<>();
    CodeSigner[] signers = entry.getCodeSigners();
    if (signers != null) {
      for (CodeSigner signer : signers) {
        certificates.add((X509Certificate) signer.getSignerCertPath().getCertificates().get(0));
      }
    }
    return certificates;
  }

  private static String className(String entry) {
    return entry.substring(0, entry.length() - CLASS.length()).replace('/', '.');
  }

  private String signer(Contents contents, Manifest manifest) throws IOException {
    if (!contents.isSigned()) {
      if (policy.allowUnsigned()) {
        return "";
      }
      throw new RefusedBundleException(
          "nobody has signed it, and this cluster's configuration asks for that; sign it, or make"
              + " the cluster with quorate init --allow-unsigned");
    }
    Set<String> listed = manifest.getEntries().keySet();
    Set<String> unsigned = new TreeSet<>();
    contents
        .signers()
        .forEach(
            (name, signers) -> {
              if (!listed.contains(name) || signers.isEmpty()) {
                unsigned.add(name);
              }
            });
    if (!unsigned.isEmpty()) {
      throw new RefusedBundleException("these of its entries are not signed: " + unsigned);
    }
    for (String name : new TreeSet<>(listed)) {
      if (!contents.signers().containsKey(name)) {
        throw new RefusedBundleException("its signed entry " + name + " is missing");
      }
    }
    @Nullable Set<X509Certificate> ofAll = null;
    for (Set<X509Certificate> ofOne : contents.signers().values()) {
      if (ofAll == null) {
        ofAll = new HashSet<>(ofOne);
      } else {
        ofAll.retainAll(ofOne);
      }
    }
    if (ofAll == null || ofAll.isEmpty()) {
      throw new RefusedBundleException("nobody has signed all of it");
    }
    for (X509Certificate certificate : ofAll) {
      if (policy.signers().contains(BundlePolicy.signer(certificate))) {
        return certificate.getSubjectX500Principal().getName();
      }
    }
    throw new RefusedBundleException(
        "it is signed by "
            + String.join(" and ", names(ofAll))
            + ", whom this cluster's configuration does not name");
  }

  private static List<String> names(Set<X509Certificate> certificates) {
    return certificates.stream()
        .map(certificate -> certificate.getSubjectX500Principal().getName())
        .sorted()
        .toList();
  }

  /** A part offers services. What would change the classes of others is no part. */
  private static void refuseIntruders(Attributes headers) throws IOException {
    if (headers.getValue(Constants.FRAGMENT_HOST) != null) {
      throw new RefusedBundleException("it is a fragment, which would get into another bundle");
    }
    String exports = headers.getValue(Constants.EXPORT_PACKAGE);
    if (exports != null && List.of(exports.split(",", -1)).stream().anyMatch(BundleGate::isOurs)) {
      throw new RefusedBundleException("it exports packages of Quorate: " + exports);
    }
  }

  private static boolean isOurs(String clause) {
    return clause.strip().startsWith(OURS);
  }

  private static String header(Attributes headers, String name) throws IOException {
    String value = headers.getValue(name);
    if (value == null) {
      throw new RefusedBundleException("it is no bundle: its manifest has no " + name);
    }
    return value.split(";", -1)[0].strip();
  }

  private static Version version(Attributes headers) throws IOException {
    try {
      return Version.parseVersion(headers.getValue(Constants.BUNDLE_VERSION));
    } catch (IllegalArgumentException e) {
      throw new RefusedBundleException("its version is none: " + e.getMessage(), e);
    }
  }
}
