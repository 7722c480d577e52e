package org.quorate.distributions;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** NOTICE names every library that is shipped, by itself or inside a bundle, and nothing else. */
class NoticeTest {
  private static final Pattern LINE = Pattern.compile("^  [\\w.-]+:([\\w.-]+) {2,}\\S");
  private static final Pattern JAR = Pattern.compile("^(.+?)-\\d.*\\.jar$");

  /** How the names of what bundles of ours may carry begin, and the library it is of. */
  private static final Map<String, String> CARRIED =
      Map.of(
          "com/amazon/corretto/", "AmazonCorrettoCryptoProvider",
          "dagger/", "dagger",
          "jakarta/inject/", "jakarta.inject-api",
          "javax/inject/", "javax.inject",
          "librocksdbjni", "rocksdbjni",
          "org/rocksdb/", "rocksdbjni",
          "supranational/blst/", "jblst");

  @Test
  void namesWhatIsShipped() throws IOException {
    assertThat(named(notice())).containsExactlyInAnyOrderElementsOf(shipped());
  }

  @Test
  void aMissingLibraryIsFound() throws IOException {
    var lines = new ArrayList<>(notice());
    lines.removeIf(line -> line.contains(":netty-handler "));

    assertThat(named(lines)).hasSize(shipped().size() - 1);
  }

  private static List<String> notice() throws IOException {
    return Files.readAllLines(Distribution.file("NOTICE"));
  }

  private static Set<String> named(List<String> lines) {
    var named = new TreeSet<String>();
    for (String line : lines) {
      var matcher = LINE.matcher(line);
      if (matcher.find()) {
        named.add(matcher.group(1));
      }
    }
    return named;
  }

  private static Set<String> shipped() throws IOException {
    var jars = new ArrayList<Path>(Distribution.libraries());
    jars.addAll(Distribution.bundles());
    var shipped = new TreeSet<String>();
    for (Path jar : jars) {
      if (Distribution.isOurs(jar)) {
        shipped.addAll(carried(jar));
      } else {
        var matcher = JAR.matcher(Distribution.nameOf(jar));
        assertThat(matcher.matches()).as("version in the name of %s", jar).isTrue();
        shipped.add(matcher.group(1));
      }
    }
    return shipped;
  }

  private static Set<String> carried(Path jar) throws IOException {
    var carried = new TreeSet<String>();
    try (var file = new JarFile(jar.toFile())) {
      file.stream()
          .map(entry -> entry.getName())
          .filter(name -> !name.endsWith("/"))
          .filter(name -> !name.startsWith("META-INF/") && !name.startsWith("org/quorate/"))
          .forEach(
              name ->
                  carried.add(
                      CARRIED.entrySet().stream()
                          .filter(library -> name.startsWith(library.getKey()))
                          .map(Map.Entry::getValue)
                          .findFirst()
                          .orElse(name + " in " + Distribution.nameOf(jar))));
    }
    return carried;
  }
}
