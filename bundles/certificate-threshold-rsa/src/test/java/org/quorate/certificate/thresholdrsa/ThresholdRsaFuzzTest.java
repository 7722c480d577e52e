package org.quorate.certificate.thresholdrsa;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.math.BigInteger;
import org.quorate.api.model.Bytes;
import org.quorate.conformance.certificate.HostileCertificates;
import org.quorate.conformance.hostile.HostileReading;

class ThresholdRsaFuzzTest {
  private static final int MODULUS_BITS = 1024;
  private static final int REPLICAS = 4;
  private static final int QUORUM_SIZE = 3;
  private static final HostileCertificates CERTIFICATES =
      new HostileCertificates(new ThresholdRsaScheme(MODULUS_BITS));

  @FuzzTest
  void d5_bytesAreWhatTheyAreTakenForOrRefused(byte[] input) {
    CERTIFICATES.read(input);
    HostileReading.valueOrError(
            input,
            IllegalArgumentException.class,
            bytes -> PublicParameters.parse(bytes, MODULUS_BITS, REPLICAS, QUORUM_SIZE))
        .ifPresent(parameters -> assertThat(parameters.encoded()).isEqualTo(Bytes.copyOf(input)));
    BigInteger modulus = BigInteger.TWO.pow(MODULUS_BITS).subtract(BigInteger.ONE);
    PublicKey key = new PublicKey(modulus, REPLICAS);
    HostileReading.value(input, bytes -> Share.decode(bytes, modulus))
        .ifPresent(share -> assertThat(share.encoded(key)).isEqualTo(Bytes.copyOf(input)));
  }
}
