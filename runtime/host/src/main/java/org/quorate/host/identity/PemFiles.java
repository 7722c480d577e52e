package org.quorate.host.identity;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.quorate.api.model.Bytes;

/** Reads certificates and keys of TLS from PEM files (RFC 7468). */
public final class PemFiles {
  private static final Pattern KEY =
      Pattern.compile(
          "-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]*+)-----END PRIVATE KEY-----\\s*");

  private PemFiles() {}

  /**
   * Reads a certificate.
   *
   * @throws IOException if the file is missing or holds anything else, naming it
   */
  public static X509Certificate certificate(Path file) throws IOException {
    return certificate(Bytes.wrap(read(file)), file.toString());
  }

  /**
   * Decodes a certificate, PEM or DER.
   *
   * @param where it is from, for the message of an error
   * @throws IOException if it is anything else
   */
  public static X509Certificate certificate(Bytes encoded, String where) throws IOException {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new java.io.ByteArrayInputStream(encoded.toByteArray()));
    } catch (CertificateException e) {
      throw new IOException(where + ": not an X.509 certificate", e);
    }
  }

  /**
   * Reads an EC private key in PKCS #8.
   *
   * @throws IOException if the file is missing or holds anything else, naming it
   */
  public static PrivateKey privateKey(Path file) throws IOException {
    Matcher key = KEY.matcher(Bytes.wrap(read(file)).toUtf8());
    if (!key.matches()) {
      throw new IOException(file + ": not a PKCS #8 private key in PEM");
    }
    try {
      byte[] encoded = Base64.getMimeDecoder().decode(key.group(1));
      return KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(encoded));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new IOException(file + ": not an EC private key in PKCS #8", e);
    }
  }

  private static byte[] read(Path file) throws IOException {
    try {
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new IOException("there is no file " + file, e);
    }
  }
}
