package org.quorate.conformance.vectors;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds published test vectors in {@code shared/vectors} beside the project or beside one of the
 * folders above it. They are large and not ours, so they stay where they are, and tests that cannot
 * find them must say so.
 */
public final class PublishedVectors {
  private static final System.Logger LOG = System.getLogger(PublishedVectors.class.getName());

  private PublishedVectors() {}

  /**
   * The file {@code name}, for example {@code wycheproof/ed25519_test.json}; a missing one is
   * logged as a warning.
   */
  public static Optional<Path> find(String name) {
    Path start = Path.of("").toAbsolutePath();
    Optional<Path> found =
        Stream.iterate(start, folder -> folder != null, Path::getParent)
            .map(folder -> folder.resolve("shared").resolve("vectors").resolve(name))
            .filter(Files::isRegularFile)
            .findFirst();
    if (found.isEmpty()) {
      LOG.log(
          System.Logger.Level.WARNING,
          "SKIPPED: the published vectors {0} are not there (looked for shared/vectors in {1} and"
              + " above)",
          name,
          start);
    }
    return found;
  }
}
