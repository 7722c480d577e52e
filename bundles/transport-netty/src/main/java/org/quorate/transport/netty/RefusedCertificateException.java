package org.quorate.transport.netty;

import java.security.cert.CertificateException;
import org.jspecify.annotations.Nullable;

/** A peer's certificate is not accepted; the message is written for the log. */
final class RefusedCertificateException extends CertificateException {
  private static final long serialVersionUID = 1L;

  RefusedCertificateException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
