package org.quorate.store.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.Key;
import org.quorate.api.storage.RegisterStore;
import org.quorate.api.storage.RegisterStore.Change;
import org.quorate.api.storage.StoreProvider;

/** The bundle as it is packaged, in a framework of its own. */
class BundleTest {
  private static final Key KEY = new Key("key");
  private static final String MANIFEST = "META-INF/MANIFEST.MF";

  @TempDir private Path scratch;
  private Path jar;

  @BeforeEach
  void packageTheBundle() throws Exception {
    Path classes = Path.of(getClass().getResource("/librocksdbjni-linux64.so").toURI()).getParent();
    jar = scratch.resolve("bundle.jar");
    Manifest manifest;
    try (InputStream in = Files.newInputStream(classes.resolve(MANIFEST))) {
      manifest = new Manifest(in);
    }
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(out, manifest);
        Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = classes.relativize(file).toString();
        if (!name.equals(MANIFEST)) {
          entries.putNextEntry(new ZipEntry(name));
          Files.copy(file, entries);
        }
      }
    }
  }

  @Test
  void opensStoresFromWithinAFramework() throws Exception {
    Framework framework = start("cache");
    try {
      framework.getBundleContext().installBundle(jar.toUri().toString()).start();
      commitAndRead(framework.getBundleContext(), "1");
      assertThat(Files.readAllLines(Path.of("/proc/self/maps")))
          .as("the library is the framework's copy, not a temporary file")
          .anyMatch(line -> line.contains(scratch.resolve("cache").toString()));
    } finally {
      stop(framework);
    }
  }

  /** Two class loaders cannot load one file; each revision and each framework must have its own. */
  @Test
  void worksAgainAfterAnUpdateAndInASecondFramework() throws Exception {
    Framework first = start("first");
    Framework second = start("second");
    try {
      Bundle bundle = first.getBundleContext().installBundle(jar.toUri().toString());
      bundle.start();
      commitAndRead(first.getBundleContext(), "1");
      bundle.update();
      commitAndRead(first.getBundleContext(), "2");
      second.getBundleContext().installBundle(jar.toUri().toString()).start();
      commitAndRead(second.getBundleContext(), "3");
    } finally {
      stop(first);
      stop(second);
    }
  }

  private void commitAndRead(BundleContext context, String content) throws Exception {
    ServiceReference<StoreProvider> reference =
        context.getServiceReferences(StoreProvider.class, "(name=rocksdb)").iterator().next();
    assertThat(reference.getProperty("provider")).isEqualTo("rocksdb");
    StoreProvider provider = context.getService(reference);
    assertThat(provider.getClass().getClassLoader()).isNotSameAs(getClass().getClassLoader());
    try (RegisterStore store = provider.open(scratch.resolve("store"), Map.of())) {
      store.commit(List.of(new Change(KEY, "item", Bytes.utf8(content))));
      assertThat(store.read(KEY)).isEqualTo(Map.of("item", Bytes.utf8(content)));
    }
  }

  private Framework start(String cache) throws Exception {
    FrameworkFactory factory = ServiceLoader.load(FrameworkFactory.class).iterator().next();
    Framework framework =
        factory.newFramework(
            Map.of(
                Constants.FRAMEWORK_STORAGE,
                scratch.resolve(cache).toString(),
                Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA,
                "org.quorate.api.model;version=1.0.0,org.quorate.api.storage;version=1.0.0"));
    framework.start();
    return framework;
  }

  private static void stop(Framework framework) throws Exception {
    framework.stop();
    framework.waitForStop(0);
  }
}
