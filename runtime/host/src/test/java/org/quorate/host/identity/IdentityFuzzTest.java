package org.quorate.host.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import org.junit.jupiter.api.io.TempDir;
import org.quorate.api.model.Bytes;
import org.quorate.api.transport.AuthenticationException;
import org.quorate.conformance.hostile.HostileReading;

/** A peer shows a certificate, in which it states who it is; an administrator is sent files. */
class IdentityFuzzTest {
  @TempDir private Path folder;

  @FuzzTest
  void d5_bytesAreIdentitiesAndCertificatesAndKeysOrRefused(byte[] input) {
    HostileReading.valueOrError(
            input,
            AuthenticationException.class,
            bytes -> CertificateIdentity.parse(bytes.toUtf8()))
        .ifPresent(
            identity -> {
              CertificateIdentity again =
                  HostileReading.value(input, bytes -> CertificateIdentity.parse(identity.toUri()));
              assertThat(again).isEqualTo(identity);
            });
    HostileReading.valueOrError(
            input, IOException.class, bytes -> PemFiles.certificate(bytes, "tls.crt"))
        .ifPresent(
            certificate ->
                HostileReading.valueOrError(
                    input,
                    AuthenticationException.class,
                    bytes -> CertificateIdentity.of(certificate)));
    HostileReading.valueOrError(input, IOException.class, this::privateKey);
  }

  private PrivateKey privateKey(Bytes content) throws IOException {
    Path file = folder.resolve("tls.key");
    Files.write(file, content.toByteArray());
    return PemFiles.privateKey(file);
  }
}
