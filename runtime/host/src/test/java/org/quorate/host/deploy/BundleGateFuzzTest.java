package org.quorate.host.deploy;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.quorate.host.configuration.BundlePolicy;

/** Whatever somebody drops into a folder of bundles. */
class BundleGateFuzzTest {
  @FuzzTest
  void d5_bytesAreABundleOrRefused(byte[] input) throws IOException {
    Path file = Files.createTempFile("quorate-fuzz-", ".jar");
    try {
      Files.write(file, input);
      new BundleGate(BundlePolicy.DEVELOPMENT).admit(file);
    } catch (RefusedBundleException e) {
      // The one answer to what is no bundle.
    } finally {
      Files.delete(file);
    }
  }
}
