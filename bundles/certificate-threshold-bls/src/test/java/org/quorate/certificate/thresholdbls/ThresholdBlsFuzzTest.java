package org.quorate.certificate.thresholdbls;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.quorate.api.model.Bytes;
import org.quorate.conformance.certificate.HostileCertificates;
import org.quorate.conformance.hostile.HostileReading;

class ThresholdBlsFuzzTest {
  private static final int REPLICAS = 4;
  private static final int QUORUM_SIZE = 3;
  private static final HostileCertificates CERTIFICATES =
      new HostileCertificates(new ThresholdBlsScheme());

  @FuzzTest
  void d5_bytesAreWhatTheyAreTakenForOrRefused(byte[] input) {
    CERTIFICATES.read(input);
    HostileReading.value(input, Suite::decodeOnCurve)
        .ifPresent(
            point -> assertThat(Bytes.wrap(point.compress())).isEqualTo(Bytes.copyOf(input)));
    HostileReading.valueOrError(
            input,
            IllegalArgumentException.class,
            parameters -> PublicParameters.parse(parameters, REPLICAS, QUORUM_SIZE))
        .ifPresent(parameters -> assertThat(parameters.encoded()).isEqualTo(Bytes.copyOf(input)));
  }
}
