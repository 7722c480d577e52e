package org.quorate.console.authority;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemWriter;
import org.quorate.api.model.Bytes;
import org.quorate.host.identity.CertificateIdentity;
import org.quorate.host.identity.PemFiles;
import org.quorate.host.identity.SecretFiles;

/**
 * The certification authority of one cluster (X.509, ECDSA P-256): whoever shows a certificate of
 * it is who its one URI says it is, see {@link CertificateIdentity}.
 */
public final class ClusterAuthority {
  private static final String CERTIFICATE_FILE = "ca.crt";
  private static final String KEY_FILE = "ca.key";
  private static final Duration OWN_LIFETIME = Duration.ofDays(20 * 365);
  private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(5);
  private static final int SERIAL_BITS = 127;

  private final X509Certificate certificate;
  private final PrivateKey privateKey;
  private final SecureRandom random;

  private ClusterAuthority(
      X509Certificate certificate, PrivateKey privateKey, SecureRandom random) {
    this.certificate = certificate;
    this.privateKey = privateKey;
    this.random = random;
  }

  /**
   * Makes the authority of {@code cluster} and writes it into {@code folder}.
   *
   * @throws IOException if the files cannot be written
   */
  public static ClusterAuthority create(Bytes cluster, Path folder) throws IOException {
    SecureRandom random = new SecureRandom();
    KeyPair keys = newKeys(random);
    X500Name name =
        new X500NameBuilder()
            .addRDN(BCStyle.O, "Quorate")
            .addRDN(BCStyle.CN, "Cluster " + cluster.toHex())
            .build();
    Instant now = Instant.now();
    JcaX509v3CertificateBuilder builder =
        new JcaX509v3CertificateBuilder(
            name,
            new BigInteger(SERIAL_BITS, random),
            Date.from(now.minus(CLOCK_TOLERANCE)),
            Date.from(now.plus(OWN_LIFETIME)),
            name,
            keys.getPublic());
    X509Certificate certificate;
    try {
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
      builder.addExtension(
          Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
      builder.addExtension(
          Extension.subjectKeyIdentifier,
          false,
          new JcaX509ExtensionUtils().createSubjectKeyIdentifier(keys.getPublic()));
      certificate = signed(builder, keys.getPrivate());
    } catch (CertIOException | GeneralSecurityException e) {
      throw new IllegalStateException("cannot make a certificate", e);
    }
    SecretFiles.write(folder.resolve(KEY_FILE), pem("PRIVATE KEY", keys.getPrivate().getEncoded()));
    SecretFiles.write(folder.resolve(CERTIFICATE_FILE), pem(certificate));
    return new ClusterAuthority(certificate, keys.getPrivate(), random);
  }

  /**
   * Loads the authority that was written into {@code folder}.
   *
   * @throws IOException if its files are missing or wrong
   */
  public static ClusterAuthority load(Path folder) throws IOException {
    return new ClusterAuthority(
        PemFiles.certificate(folder.resolve(CERTIFICATE_FILE)),
        PemFiles.privateKey(folder.resolve(KEY_FILE)),
        new SecureRandom());
  }

  public X509Certificate certificate() {
    return certificate;
  }

  /**
   * Makes a key, certifies that it is {@code identity}'s, and writes both.
   *
   * @param host the name or IP address at which a replica is reached; empty for a client
   * @param lifetime from now on; negative for a certificate that has expired
   * @throws IOException if the files cannot be written
   */
  public void issue(
      CertificateIdentity identity,
      String host,
      Duration lifetime,
      Path certificateFile,
      Path privateKeyFile)
      throws IOException {
    KeyPair keys = newKeys(random);
    SecretFiles.write(privateKeyFile, pem("PRIVATE KEY", keys.getPrivate().getEncoded()));
    SecretFiles.write(certificateFile, pem(certify(identity, host, lifetime, keys.getPublic())));
  }

  private X509Certificate certify(
      CertificateIdentity identity, String host, Duration lifetime, PublicKey key) {
    Instant now = Instant.now();
    Instant end = now.plus(lifetime);
    Instant start = end.isAfter(now) ? now : end.minus(Duration.ofDays(1));
    JcaX509v3CertificateBuilder builder =
        new JcaX509v3CertificateBuilder(
            certificate,
            new BigInteger(SERIAL_BITS, random),
            Date.from(start.minus(CLOCK_TOLERANCE)),
            Date.from(end),
            new X500NameBuilder()
                .addRDN(BCStyle.O, "Quorate")
                .addRDN(BCStyle.CN, identity.peer().toString())
                .build(),
            key);
    List<GeneralName> names = new ArrayList<>();
    names.add(new GeneralName(GeneralName.uniformResourceIdentifier, identity.toUri()));
    if (!host.isEmpty()) {
      boolean numeric = host.matches("[0-9.]+") || host.contains(":");
      names.add(new GeneralName(numeric ? GeneralName.iPAddress : GeneralName.dNSName, host));
    }
    try {
      JcaX509ExtensionUtils extensions = new JcaX509ExtensionUtils();
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
      builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
      builder.addExtension(
          Extension.extendedKeyUsage,
          false,
          new ExtendedKeyUsage(
              new KeyPurposeId[] {KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth}));
      builder.addExtension(
          Extension.subjectAlternativeName,
          false,
          new GeneralNames(names.toArray(new GeneralName[0])));
      builder.addExtension(
          Extension.authorityKeyIdentifier,
          false,
          extensions.createAuthorityKeyIdentifier(certificate));
      return signed(builder, privateKey);
    } catch (CertIOException | GeneralSecurityException e) {
      throw new IllegalStateException("cannot make a certificate", e);
    }
  }

  private static X509Certificate signed(X509v3CertificateBuilder builder, PrivateKey key)
      throws GeneralSecurityException {
    try {
      return new JcaX509CertificateConverter()
          .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(key)));
    } catch (OperatorCreationException e) {
      throw new GeneralSecurityException(e);
    }
  }

  private static KeyPair newKeys(SecureRandom random) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"), random);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK offers EC keys on P-256", e);
    }
  }

  private static Bytes pem(X509Certificate certificate) {
    try {
      return pem("CERTIFICATE", certificate.getEncoded());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a certificate has an encoding", e);
    }
  }

  private static Bytes pem(String type, byte[] content) {
    StringWriter text = new StringWriter();
    try (PemWriter writer = new PemWriter(text)) {
      writer.writeObject(new PemObject(type, content));
    } catch (IOException e) {
      throw new IllegalStateException("memory can be written to", e);
    }
    return Bytes.utf8(text.toString());
  }
}
