package org.quorate.transport.netty;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import java.util.List;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLException;
import org.quorate.api.transport.Credentials;

/** TLS 1.3 and nothing older, both ends with a certificate. */
final class Tls {
  private static final List<String> CIPHERS =
      List.of("TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256");

  /** Seconds; every connection shall show its certificate anew, and 0 would mean for ever. */
  private static final long SESSION_SECONDS = 1;

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
    return of(
        SslContextBuilder.forServer(credentials.privateKey(), credentials.chain())
            .clientAuth(ClientAuth.REQUIRE),
        credentials,
        helpers);
  }

  /**
   * For the end that connects.
   *
   * @throws IllegalArgumentException if the credentials cannot be used
   */
  static Tls connecting(Credentials credentials, Executor helpers) {
    return of(
        SslContextBuilder.forClient()
            .keyManager(credentials.privateKey(), credentials.chain())
            .endpointIdentificationAlgorithm(null), // a peer is its identity, wherever it runs
        credentials,
        helpers);
  }

  private static Tls of(SslContextBuilder builder, Credentials credentials, Executor helpers) {
    try {
      return new Tls(
          builder
              .sslProvider(SslProvider.JDK)
              .protocols("TLSv1.3")
              .ciphers(CIPHERS)
              .sessionTimeout(SESSION_SECONDS)
              .trustManager(new ClusterTrust(credentials.authority()))
              .build(),
          helpers);
    } catch (SSLException e) {
      throw new IllegalArgumentException(
          "these credentials cannot be used: " + credentials + ": " + e.getMessage(), e);
    }
  }

  /** The handler for one connection; the deadlines of its beginning and end are the latter's. */
  SslHandler newHandler(ByteBufAllocator allocator) {
    SslHandler handler = context.newHandler(allocator, helpers);
    handler.setHandshakeTimeoutMillis(0);
    handler.setCloseNotifyFlushTimeoutMillis(0);
    return handler;
  }
}
