package org.quorate.distributions.attacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.quorate.api.crypto.SignatureScheme;
import org.quorate.distributions.Distribution;
import org.quorate.host.parts.Parts;

/** Bundles that do not behave among those that do. */
class BundleTroubleTest {
  private static final String LATCH = "quorate.test.latch";

  @TempDir private Path folder;

  /** Fails. */
  public static final class Throwing implements BundleActivator {
    @Override
    public void start(BundleContext context) {
      throw new IllegalStateException("as it meant to");
    }

    @Override
    public void stop(BundleContext context) {
      // Never started.
    }
  }

  /** Does not end before the test has. */
  public static final class Hanging implements BundleActivator {
    @Override
    public void start(BundleContext context) {
      // What counts is the end.
    }

    @Override
    public void stop(BundleContext context) throws InterruptedException {
      ((CountDownLatch) System.getProperties().get(LATCH)).await();
    }
  }

  private List<Path> bundlesAnd(Class<? extends BundleActivator> activator) throws IOException {
    Manifest manifest = new Manifest();
    Attributes headers = manifest.getMainAttributes();
    headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    headers.putValue(Constants.BUNDLE_MANIFESTVERSION, "2");
    headers.putValue(Constants.BUNDLE_SYMBOLICNAME, "troublesome");
    headers.putValue(Constants.BUNDLE_ACTIVATOR, activator.getName());
    headers.putValue(Constants.IMPORT_PACKAGE, "org.osgi.framework");
    Path jar = folder.resolve("troublesome.jar");
    String file = activator.getName().replace('.', '/') + ".class";
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest);
        InputStream in = activator.getClassLoader().getResourceAsStream(file)) {
      out.putNextEntry(new ZipEntry(file));
      in.transferTo(out);
    }
    List<Path> all = new ArrayList<>(Distribution.bundles());
    all.add(jar);
    return all;
  }

  @Test
  void x4_aBundleThatThrowsAtStartIsNamedAndNothingIsLeftRunning() throws IOException {
    List<Path> bundles = bundlesAnd(Throwing.class);
    Set<Thread> before = frameworkThreads();

    assertThatThrownBy(() -> Parts.start(bundles))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("cannot start the bundle troublesome: ")
        .hasMessageContaining("as it meant to");
    assertThat(before).containsAll(frameworkThreads());
  }

  /** But for the resolver's, which end by themselves when they have been idle for a while. */
  private static Set<Thread> frameworkThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("Felix"))
        .filter(thread -> !thread.getName().startsWith("FelixResolver"))
        .collect(Collectors.toSet());
  }

  @Test
  void x4_aBundleThatHangsAtStopDoesNotHoldUpTheEnd() throws IOException {
    CountDownLatch end = new CountDownLatch(1);
    System.getProperties().put(LATCH, end);
    try {
      Parts parts = Parts.start(bundlesAnd(Hanging.class));
      assertThat(parts.names(SignatureScheme.class)).contains("ed25519");

      parts.close(); // would not return

      assertThat(end.getCount()).as("it hangs still").isEqualTo(1);
    } finally {
      end.countDown();
      System.getProperties().remove(LATCH);
    }
  }
}
