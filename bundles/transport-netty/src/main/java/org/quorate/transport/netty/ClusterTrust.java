package org.quorate.transport.netty;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Trusts what the cluster's CA itself issued, and nothing else: no system roots, no CA in between.
 * The peer's certificate must be valid today, be made for digital signatures and for the role its
 * bearer plays in the handshake, so that a client cannot pose as a replica, and be no CA's.
 *
 * <p>Host names are not looked at, because a peer is known by its identity and not by its address:
 * see {@link org.quorate.api.transport.Authenticator}.
 */
final class ClusterTrust extends X509ExtendedTrustManager {
  private static final String CLIENT_AUTH = "1.3.6.1.5.5.7.3.2";
  private static final String SERVER_AUTH = "1.3.6.1.5.5.7.3.1";
  private static final int DIGITAL_SIGNATURE = 0;

  private final X509Certificate authority;

  ClusterTrust(X509Certificate authority) {
    this.authority = authority;
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    check(chain, CLIENT_AUTH, "to connect with");
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    check(chain, SERVER_AUTH, "to serve with");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    checkClientTrusted(chain, authType);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    checkServerTrusted(chain, authType);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    checkClientTrusted(chain, authType);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    checkServerTrusted(chain, authType);
  }

  /** None: a peer with another CA's certificate shall show it, so that the log can say so. */
  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }

  /**
   * Refuses a certificate outside of its time.
   *
   * @throws RefusedCertificateException saying since or until when it is not valid
   */
  static void checkTime(X509Certificate certificate) throws RefusedCertificateException {
    Instant now = Instant.now();
    if (now.isAfter(certificate.getNotAfter().toInstant())) {
      throw refused(certificate, expiry(certificate));
    }
    Instant start = certificate.getNotBefore().toInstant();
    if (now.isBefore(start)) {
      throw refused(certificate, "certificate not valid before " + start);
    }
  }

  static String expiry(X509Certificate certificate) {
    return "certificate expired on " + certificate.getNotAfter().toInstant();
  }

  private void check(X509Certificate[] chain, String role, String purpose)
      throws CertificateException {
    if (chain.length == 0) {
      throw new RefusedCertificateException("no certificate", null);
    }
    X509Certificate certificate = chain[0];
    checkTime(authority);
    checkTime(certificate);
    checkIssuer(certificate);
    if (certificate.getBasicConstraints() >= 0) {
      throw refused(certificate, "certificate of a CA, not of a replica or client");
    }
    boolean[] usage = certificate.getKeyUsage();
    if (usage == null || !usage[DIGITAL_SIGNATURE]) {
      throw refused(certificate, "certificate not made for digital signatures");
    }
    List<String> purposes = certificate.getExtendedKeyUsage();
    if (purposes == null || !purposes.contains(role)) {
      throw refused(certificate, "certificate not made " + purpose);
    }
  }

  private void checkIssuer(X509Certificate certificate) throws CertificateException {
    try {
      PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(authority, null)));
      parameters.setRevocationEnabled(false); // the authenticator knows who was revoked
      CertPathValidator.getInstance("PKIX")
          .validate(
              CertificateFactory.getInstance("X.509").generateCertPath(List.of(certificate)),
              parameters);
    } catch (CertPathValidatorException e) {
      throw new RefusedCertificateException(
          describe(certificate)
              + (e.getReason() == BasicReason.ALGORITHM_CONSTRAINED
                  ? "certificate uses a weak algorithm: " + e.getMessage()
                  : "certificate not issued by this cluster's CA, "
                      + authority.getSubjectX500Principal()),
          e);
    } catch (GeneralSecurityException e) {
      throw new RefusedCertificateException(
          describe(certificate) + "certificate cannot be checked: " + e.getMessage(), e);
    }
  }

  private static RefusedCertificateException refused(X509Certificate certificate, String reason) {
    return new RefusedCertificateException(describe(certificate) + reason, null);
  }

  private static String describe(X509Certificate certificate) {
    return certificate.getSubjectX500Principal() + ": ";
  }
}
