package org.quorate.host.composition;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.quorate.api.model.Bytes;
import org.quorate.api.quorum.ImpossibleConfigurationException;
import org.quorate.conformance.hostile.HostileReading;

/** People write variants by hand, and take them from others. */
class VariantFilesFuzzTest {
  @TempDir private Path folder;

  @FuzzTest
  void d5_aFileIsAVariantOrRefused(byte[] input) {
    HostileReading.valueOrError(input, ImpossibleConfigurationException.class, this::protocol)
        .ifPresent(protocol -> assertThat(protocol).isNotNull());
  }

  private String protocol(Bytes content) throws IOException {
    Path file = folder.resolve("house.yaml");
    Files.write(file, content.toByteArray());
    return VariantFiles.load(file.toString()).variant().protocol().name();
  }
}
