package org.quorate.transport.netty;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.IdentityCipherSuiteFilter;
import io.netty.handler.ssl.JdkSslContext;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.Executor;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.quorate.api.transport.Credentials;

/** TLS 1.3 and nothing older, both ends with a certificate. */
final class Tls {
  private static final String PROTOCOL = "TLSv1.3";

  private static final List<String> CIPHERS =
      List.of("TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256");

  /** Seconds; every connection shall show its certificate anew, and 0 would mean for ever. */
  private static final int SESSION_SECONDS = 1;

  /**
   * The JDK wants a key in a key store. Nobody else sees this one, so it does not encrypt it for a
   * password, which costs PKCS #12 ten thousand steps to begin with.
   */
  private static final String KEY_STORE = "JKS";

  private static final char[] NO_PASSWORD = {};

  private final SslContext context;
  private final Executor helpers;

  private Tls(SslContext context, Executor helpers) {
    this.context = context;
    this.helpers = helpers;
  }

  /**
   * For the end that accepts.
   *
   * @throws IllegalArgumentException if the credentials cannot be used
   */
  static Tls accepting(Credentials credentials, Executor helpers) {
    return of(credentials, false, helpers);
  }

  /**
   * For the end that connects. It does not compare names: a peer is its identity, wherever it runs.
   *
   * @throws IllegalArgumentException if the credentials cannot be used
   */
  static Tls connecting(Credentials credentials, Executor helpers) {
    return of(credentials, true, helpers);
  }

  private static Tls of(Credentials credentials, boolean connects, Executor helpers) {
    try {
      SSLContext context = SSLContext.getInstance(PROTOCOL);
      context.init(
          keyManagers(credentials),
          new TrustManager[] {new ClusterTrust(credentials.authority())},
          null);
      context.getServerSessionContext().setSessionTimeout(SESSION_SECONDS);
      context.getClientSessionContext().setSessionTimeout(SESSION_SECONDS);
      return new Tls(
          new JdkSslContext(
              context,
              connects,
              CIPHERS,
              IdentityCipherSuiteFilter.INSTANCE,
              ApplicationProtocolConfig.DISABLED,
              connects ? ClientAuth.NONE : ClientAuth.REQUIRE,
              new String[] {PROTOCOL},
              false),
          helpers);
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalArgumentException(
          "these credentials cannot be used: " + credentials + ": " + e.getMessage(), e);
    }
  }

  private static KeyManager[] keyManagers(Credentials credentials)
      throws GeneralSecurityException, IOException {
    X509Certificate[] chain = credentials.chain().toArray(new X509Certificate[0]);
    KeyStore store = KeyStore.getInstance(KEY_STORE);
    store.load(null, null);
    store.setKeyEntry("own", credentials.privateKey(), NO_PASSWORD, chain);
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, NO_PASSWORD);
    return factory.getKeyManagers();
  }

  /** The handler for one connection; the deadlines of its beginning and end are the latter's. */
  SslHandler newHandler(ByteBufAllocator allocator) {
    SslHandler handler = context.newHandler(allocator, helpers);
    handler.setHandshakeTimeoutMillis(0);
    handler.setCloseNotifyFlushTimeoutMillis(0);
    return handler;
  }
}
