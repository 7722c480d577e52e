package org.quorate.conformance.transport;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A certificate before it is signed: good, unless it is spoiled. */
public final class CertificateDraft {
  private static final Duration MARGIN = Duration.ofDays(1);

  private final String issuer;
  private final KeyPair issuerKeys;
  private final String subject;
  private final KeyPair subjectKeys;
  private Instant notBefore = Instant.now().minus(MARGIN);
  private Instant notAfter = Instant.now().plus(MARGIN);
  private boolean ofAuthority;
  private int keyUsage = KeyUsage.digitalSignature;
  private KeyPurposeId[] purposes = {KeyPurposeId.id_kp_clientAuth, KeyPurposeId.id_kp_serverAuth};

  CertificateDraft(String issuer, KeyPair issuerKeys, String subject, KeyPair subjectKeys) {
    this.issuer = issuer;
    this.issuerKeys = issuerKeys;
    this.subject = subject;
    this.subjectKeys = subjectKeys;
  }

  public CertificateDraft validFrom(Instant from) {
    notBefore = from;
    return this;
  }

  public CertificateDraft validUntil(Instant until) {
    notAfter = until;
    return this;
  }

  public CertificateDraft forConnectingOnly() {
    purposes = new KeyPurposeId[] {KeyPurposeId.id_kp_clientAuth};
    return this;
  }

  public CertificateDraft forServingOnly() {
    purposes = new KeyPurposeId[] {KeyPurposeId.id_kp_serverAuth};
    return this;
  }

  /** Leaves out what says that TLS may use the key. */
  public CertificateDraft forNoPurpose() {
    purposes = new KeyPurposeId[0];
    return this;
  }

  /** Made for encryption and not for signatures. */
  public CertificateDraft forEncryption() {
    keyUsage = KeyUsage.keyEncipherment;
    return this;
  }

  public CertificateDraft ofAuthority() {
    ofAuthority = true;
    keyUsage = KeyUsage.keyCertSign | KeyUsage.digitalSignature;
    return this;
  }

  PrivateKey privateKey() {
    return subjectKeys.getPrivate();
  }

  /** The certificate with one text in it replaced by another of equal length, once signed. */
  X509Certificate altered(String from, String to) {
    try {
      String encoded = new String(certificate().getEncoded(), StandardCharsets.ISO_8859_1);
      return parse(encoded.replace(from, to).getBytes(StandardCharsets.ISO_8859_1));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the certificate cannot be parsed any more", e);
    }
  }

  X509Certificate certificate() {
    try {
      JcaX509v3CertificateBuilder builder =
          new JcaX509v3CertificateBuilder(
              new X500Name(issuer),
              BigInteger.valueOf(System.nanoTime()),
              Date.from(notBefore),
              Date.from(notAfter),
              new X500Name(subject),
              subjectKeys.getPublic());
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(ofAuthority));
      builder.addExtension(Extension.keyUsage, true, new KeyUsage(keyUsage));
      if (purposes.length > 0) {
        builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purposes));
      }
      return parse(
          builder
              .build(new JcaContentSignerBuilder("SHA256withECDSA").build(issuerKeys.getPrivate()))
              .getEncoded());
    } catch (IOException | OperatorCreationException | GeneralSecurityException e) {
      throw new IllegalStateException("a certificate cannot be made", e);
    }
  }

  private static X509Certificate parse(byte[] encoded) throws GeneralSecurityException {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(encoded));
  }
}
