package org.quorate.distributions;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Constants;

/** Only the api exports packages: what nobody can import, nobody depends on. */
class ManifestsTest {
  @Test
  void onlyTheApiExports() throws IOException {
    var ours =
        Stream.concat(Distribution.libraries().stream(), Distribution.bundles().stream())
            .filter(Distribution::isOurs)
            .toList();

    assertThat(exporters(ours)).containsExactly(Distribution.nameOf(Distribution.api()));
  }

  @Test
  void anExportingBundleIsFound(@TempDir Path directory) throws IOException {
    Path jar = directory.resolve("quorate-planted.jar");
    var manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().putValue(Constants.EXPORT_PACKAGE, "org.quorate.planted");
    new JarOutputStream(Files.newOutputStream(jar), manifest).close();

    assertThat(exporters(List.of(jar))).containsExactly("quorate-planted.jar");
  }

  @Test
  void bundlesAreNamedAfterTheirFolders() throws IOException {
    for (Path jar : Distribution.bundles()) {
      if (Distribution.isOurs(jar)) {
        String symbolicName = header(jar, Constants.BUNDLE_SYMBOLICNAME);
        assertThat(Path.of("../bundles", symbolicName.substring("org.quorate.".length())))
            .isDirectory();
      }
    }
  }

  @Test
  void everyBundleOfTheSourceTreeIsShipped() throws IOException {
    try (Stream<Path> folders = Files.list(Path.of("../bundles"))) {
      assertThat(folders.filter(folder -> Files.exists(folder.resolve("pom.xml"))))
          .allSatisfy(
              folder ->
                  assertThat(Distribution.bundles())
                      .as("jar of %s; add it to src/assembly/distribution.xml", folder)
                      .anyMatch(
                          jar ->
                              Distribution.nameOf(jar)
                                  .startsWith("quorate-" + folder.getFileName() + "-")));
    }
  }

  private static List<String> exporters(List<Path> jars) throws IOException {
    var exporters = new ArrayList<String>();
    for (Path jar : jars) {
      if (header(jar, Constants.EXPORT_PACKAGE) != null) {
        exporters.add(Distribution.nameOf(jar));
      }
    }
    return exporters;
  }

  private static String header(Path jar, String name) throws IOException {
    return Distribution.manifestOf(jar).getMainAttributes().getValue(name);
  }
}
