package org.quorate.conformance.transport;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;
import org.quorate.api.transport.Credentials;

/** Connects by the JDK's TLS alone, for peers that keep to TLS and to nothing else. */
public final class RawTls {
  /** Generous: a test that reads for longer has failed. */
  private static final int READ_MILLIS_MAX = 60_000;

  private RawTls() {}

  /**
   * A connection on which the handshake was not begun yet.
   *
   * @param credentials shown to the other end; null to show none
   * @param protocol for example {@code TLSv1.3}
   */
  public static SSLSocket connect(
      InetSocketAddress address, @Nullable Credentials credentials, String protocol)
      throws IOException {
    SSLSocket socket = (SSLSocket) context(credentials).getSocketFactory().createSocket();
    socket.connect(address);
    socket.setSoTimeout(READ_MILLIS_MAX);
    socket.setEnabledProtocols(new String[] {protocol});
    return socket;
  }

  /** A connection without TLS. */
  public static Socket plain(InetSocketAddress address) throws IOException {
    Socket socket = new Socket(address.getAddress(), address.getPort());
    socket.setSoTimeout(READ_MILLIS_MAX);
    return socket;
  }

  /** Whatever the other end is, it is trusted. */
  public static SSLContext context(@Nullable Credentials credentials) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keyManagers(credentials), new TrustManager[] {new Credulous()}, null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("TLS cannot be set up", e);
    }
  }

  private static KeyManager @Nullable [] keyManagers(@Nullable Credentials credentials)
      throws GeneralSecurityException, IOException {
    if (credentials == null) {
      return null;
    }
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry(
        "own",
        credentials.privateKey(),
        new char[0],
        credentials.chain().toArray(X509Certificate[]::new));
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, new char[0]);
    return factory.getKeyManagers();
  }

  private static final class Credulous implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
