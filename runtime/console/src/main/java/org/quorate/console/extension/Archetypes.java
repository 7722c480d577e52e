package org.quorate.console.extension;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.quorate.host.parts.DistributionFolder;

/** The Maven archetypes of a distribution, one for each kind of part. */
public final class Archetypes {
  private static final String PREFIX = "quorate-archetype-";
  private static final String SUFFIX = ".jar";

  private final Path folder;

  private Archetypes(Path folder) {
    this.folder = folder;
  }

  /**
   * Those of the distribution that this runs from.
   *
   * @throws IOException if it has none
   */
  public static Archetypes find() throws IOException {
    Path folder = DistributionFolder.find("archetypes");
    if (folder == null) {
      throw new IOException("no archetypes here: they are in the folder of a distribution");
    }
    return new Archetypes(folder);
  }

  /** The kinds of parts that there is one for, sorted. */
  public List<String> kinds() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.startsWith(PREFIX) && name.endsWith(SUFFIX))
          .map(name -> name.substring(PREFIX.length(), name.length() - SUFFIX.length()))
          .sorted()
          .toList();
    }
  }

  /** The one of that kind; empty if there is none. */
  public Optional<Archetype> of(String kind) throws IOException {
    return kinds().contains(kind)
        ? Optional.of(new Archetype(folder.resolve(PREFIX + kind + SUFFIX)))
        : Optional.empty();
  }
}
