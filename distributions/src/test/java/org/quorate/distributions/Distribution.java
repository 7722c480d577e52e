package org.quorate.distributions;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/** What the build has assembled. */
public final class Distribution {
  private static final Path DIRECTORY = Path.of(System.getProperty("quorate.distribution"));

  private Distribution() {}

  public static Path file(String name) {
    return DIRECTORY.resolve(name);
  }

  /** The jars on the launcher's class path. */
  static List<Path> libraries() {
    return jars("lib");
  }

  /** The jars that are installed into the framework. */
  public static List<Path> bundles() {
    return jars("bundles");
  }

  static Path api() {
    return libraries().stream()
        .filter(jar -> nameOf(jar).startsWith("quorate-api-"))
        .findFirst()
        .orElseThrow();
  }

  static boolean isOurs(Path jar) {
    return nameOf(jar).startsWith("quorate-");
  }

  static String nameOf(Path jar) {
    return jar.getFileName().toString();
  }

  static Manifest manifestOf(Path jar) throws IOException {
    try (var file = new JarFile(jar.toFile())) {
      return file.getManifest();
    }
  }

  private static List<Path> jars(String folder) {
    try (Stream<Path> files = Files.list(DIRECTORY.resolve(folder))) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException("the distribution is not assembled", e);
    }
  }
}
