package org.quorate.host.parts;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/**
 * Where the bundles to install are found: the folder that the system property {@value #PROPERTY}
 * names, else the folder {@code bundles} beside the folder of this very jar, as in a distribution,
 * else the bundles on the class path, as in an application's build.
 */
public final class BundleFiles {
  public static final String PROPERTY = "quorate.bundles";

  private BundleFiles() {}

  /**
   * The bundles to install, in the order of their file names.
   *
   * @throws IOException if none can be found
   */
  public static List<Path> find() throws IOException {
    String named = System.getProperty(PROPERTY);
    Path folder = named != null ? Path.of(named) : DistributionFolder.find("bundles");
    List<Path> found = folder == null ? onClassPath() : in(folder);
    if (found.isEmpty()) {
      throw new IOException(
          "no bundles found"
              + (folder == null ? " on the class path" : " in " + folder)
              + "; set the system property "
              + PROPERTY
              + " to the folder that holds them");
    }
    return found;
  }

  /**
   * Those of {@link #find} but for one, of which another version is to be installed.
   *
   * @param symbolicName of the bundle that is left out
   */
  public static List<Path> findBut(String symbolicName) throws IOException {
    List<Path> others = new ArrayList<>();
    for (Path file : find()) {
      if (!symbolicName.equals(symbolicName(file))) {
        others.add(file);
      }
    }
    return others;
  }

  private static @Nullable String symbolicName(Path file) throws IOException {
    try (JarFile jar = new JarFile(file.toFile())) {
      Manifest manifest = jar.getManifest();
      String header =
          manifest == null ? null : manifest.getMainAttributes().getValue("Bundle-SymbolicName");
      return header == null ? null : header.split(";", -1)[0];
    }
  }

  private static List<Path> in(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new IOException("the folder of the bundles does not exist: " + folder);
    }
    try (var files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    }
  }

  /** Jars that say they are bundles, each symbolic name once; the api is not installed twice. */
  private static List<Path> onClassPath() throws IOException {
    TreeMap<String, Path> byName = new TreeMap<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      Path file = Path.of(entry);
      if (entry.endsWith(".jar") && Files.isRegularFile(file)) {
        String name = symbolicName(file);
        if (name != null && isWanted(name)) {
          byName.putIfAbsent(name, file);
        }
      }
    }
    return new ArrayList<>(byName.values());
  }

  private static boolean isWanted(String name) {
    return (name.startsWith("org.quorate.") && !name.startsWith("org.quorate.api"))
        || name.startsWith("io.netty.")
        || name.startsWith("bcp")
        || name.startsWith("bcutil");
  }
}
