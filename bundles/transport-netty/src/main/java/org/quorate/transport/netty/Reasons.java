package org.quorate.transport.netty;

import io.netty.handler.ssl.NotSslRecordException;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.RejectedExecutionException;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;

/** Says in a line of the log, for people, why a connection failed. */
final class Reasons {
  static final String CLOSED_BY_PEER = "closed by the peer";

  private static final int SHOWN_CHARACTERS_MAX = 200;
  private static final String ALERT = "Received fatal alert: ";

  /**
   * Newer JDKs put the name of the alert before what older ones say: {@code (bad_certificate) }.
   */
  private static final Pattern ALERT_NAME = Pattern.compile("^\\([a-z_]+\\) ");

  private Reasons() {}

  static String of(Throwable failure) {
    Throwable root = failure;
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof RefusedCertificateException) {
        return clean(String.valueOf(cause.getMessage()));
      }
      root = cause;
    }
    String message = ALERT_NAME.matcher(String.valueOf(root.getMessage())).replaceFirst("");
    if (root instanceof NotSslRecordException || message.contains("unrecognized SSL message")) {
      return "not TLS";
    }
    if (root instanceof ClosedChannelException) {
      return CLOSED_BY_PEER;
    }
    if (root instanceof RejectedExecutionException) {
      return "too many handshakes at one time";
    }
    if (message.startsWith("Empty client certificate chain")) {
      return "no certificate";
    }
    if (message.startsWith(ALERT)) {
      return "the peer broke off: " + clean(message.substring(ALERT.length()));
    }
    if (root instanceof SSLException) {
      return "TLS failed: " + clean(message);
    }
    return root.getMessage() == null ? root.getClass().getSimpleName() : clean(message);
  }

  /** What a stranger may have written, made fit for one line of a log. */
  static String clean(String text) {
    String line = text.replaceAll("\\p{Cntrl}", "?");
    return line.length() <= SHOWN_CHARACTERS_MAX
        ? line
        : line.substring(0, SHOWN_CHARACTERS_MAX) + "...";
  }
}
