package org.quorate.application;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.quorate.host.composition.Composition;
import org.quorate.host.composition.VariantFiles;
import org.quorate.host.parts.BundleFiles;
import org.quorate.host.parts.Parts;

/** An application has all bundles of the source tree but the liars, and can use every variant. */
class ApplicationBundlesTest {
  private static final List<String> NOT_FOR_APPLICATIONS = List.of("adversary");

  @Test
  void hasAllBundlesButTheLiars() throws IOException {
    try (Stream<Path> folders = Files.list(Path.of("../../bundles"))) {
      var expected =
          folders
              .filter(folder -> Files.exists(folder.resolve("pom.xml")))
              .map(folder -> folder.getFileName().toString())
              .filter(name -> !NOT_FOR_APPLICATIONS.contains(name))
              .toList();

      assertThat(found("quorate-(.+)-\\d.*\\.jar")).containsExactlyInAnyOrderElementsOf(expected);
    }
  }

  @Test
  void whatBundlesCarryIsNotThereTwice() {
    assertThat(System.getProperty("java.class.path"))
        .contains("quorate-store-rocksdb", "quorate-certificate-threshold-bls")
        .doesNotContain("rocksdbjni", "jblst");
  }

  @Test
  void everyShippedVariantCanBeComposed() throws IOException {
    try (Parts parts = Parts.start(BundleFiles.find())) {
      for (String name : VariantFiles.SHIPPED) {
        assertThat(Composition.of(VariantFiles.load(name), 4, 1, parts).protocol()).isNotNull();
      }
    }
  }

  private static List<String> found(String pattern) throws IOException {
    return BundleFiles.find().stream()
        .map(file -> file.getFileName().toString())
        .filter(name -> name.matches(pattern))
        .map(name -> name.replaceFirst(pattern, "$1"))
        .toList();
  }
}
