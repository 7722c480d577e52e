package org.quorate.host.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.quorate.api.model.Bytes;
import org.quorate.conformance.hostile.HostileReading;
import org.quorate.host.codec.MalformedException;
import org.quorate.host.codec.RecordCodec;

/**
 * Whoever makes a cluster's files hands them to others, and signatures are checked after reading.
 */
class ConfigurationFilesFuzzTest {
  private static final RecordCodec JSON = RecordCodec.json(64 << 20);

  @TempDir private Path folder;

  @FuzzTest
  void d5_aFileIsADescriptorOrAListOfTheRemovedOrRefused(byte[] input) {
    HostileReading.valueOrError(input, IOException.class, this::descriptor)
        .ifPresent(
            read -> {
              SignedDescriptor again =
                  HostileReading.value(read.toJson().toByteArray(), this::descriptor);
              assertThat(again).isEqualTo(read);
              assertThat(again.descriptor().hash()).isEqualTo(read.descriptor().hash());
            });
    HostileReading.valueOrError(
            input, MalformedException.class, ConfigurationFilesFuzzTest::revocations)
        .ifPresent(
            read -> {
              byte[] written = JSON.encode(Revocations.class, read).toByteArray();
              Revocations again =
                  HostileReading.value(written, ConfigurationFilesFuzzTest::revocations);
              assertThat(again).isEqualTo(read);
              assertThat(again.signedBytes()).isEqualTo(read.signedBytes());
            });
  }

  private static Revocations revocations(Bytes content) throws MalformedException {
    return JSON.decode(Revocations.class, content);
  }

  private SignedDescriptor descriptor(Bytes content) throws IOException {
    Files.write(folder.resolve(SignedDescriptor.FILE), content.toByteArray());
    return SignedDescriptor.readUnchecked(folder);
  }
}
