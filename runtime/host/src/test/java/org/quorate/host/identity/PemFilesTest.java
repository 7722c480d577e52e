package org.quorate.host.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PemFilesTest {
  @TempDir private Path folder;

  @Test
  void aKeyIsReadAsItWasWritten() throws Exception {
    PrivateKey key = KeyPairGenerator.getInstance("EC").generateKeyPair().getPrivate();
    String body = Base64.getMimeEncoder().encodeToString(key.getEncoded());

    assertThat(PemFiles.privateKey(file(pem(body)))).isEqualTo(key);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-----BEGIN PRIVATE KEY-----",
        "-----BEGIN PRIVATE KEY-----END PRIVATE KEY-----",
        "-----BEGIN EC PRIVATE KEY-----\n-----END EC PRIVATE KEY-----"
      })
  void d5_whatIsNotAKeyInPemIsRefused(String content) throws IOException {
    Path file = file(content);

    assertThatThrownBy(() -> PemFiles.privateKey(file))
        .isInstanceOf(IOException.class)
        .hasMessage(file + ": not a PKCS #8 private key in PEM");
  }

  @Test
  void d5_aKeyOfNothingIsRefused() throws IOException {
    Path file = file(pem("AAAA"));

    assertThatThrownBy(() -> PemFiles.privateKey(file))
        .isInstanceOf(IOException.class)
        .hasMessage(file + ": not an EC private key in PKCS #8");
  }

  private static String pem(String body) {
    return "-----BEGIN PRIVATE KEY-----\n" + body + "\n-----END PRIVATE KEY-----\n";
  }

  private Path file(String content) throws IOException {
    return Files.writeString(folder.resolve("tls.key"), content);
  }
}
