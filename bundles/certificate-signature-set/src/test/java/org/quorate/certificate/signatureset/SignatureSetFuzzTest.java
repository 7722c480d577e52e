package org.quorate.certificate.signatureset;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.quorate.api.model.Bytes;
import org.quorate.conformance.certificate.HostileCertificates;
import org.quorate.conformance.hostile.HostileReading;

class SignatureSetFuzzTest {
  private static final int REPLICAS = 4;
  private static final HostileCertificates CERTIFICATES =
      new HostileCertificates(new SignatureSetScheme());

  @FuzzTest
  void d5_bytesAreWhatTheyAreTakenForOrRefused(byte[] input) {
    CERTIFICATES.read(input);
    HostileReading.value(input, proof -> SignerList.parse(proof, REPLICAS))
        .ifPresent(list -> assertThat(list.encoded(REPLICAS)).isEqualTo(Bytes.copyOf(input)));
    HostileReading.valueOrError(
            input,
            IllegalArgumentException.class,
            parameters -> PublicKeys.parse(parameters, REPLICAS))
        .ifPresent(keys -> assertThat(keys.encoded()).isEqualTo(Bytes.copyOf(input)));
  }
}
