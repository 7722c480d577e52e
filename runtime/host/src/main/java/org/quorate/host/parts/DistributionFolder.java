package org.quorate.host.parts;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The folders of a distribution, which lie beside the one that this very jar is in. */
public final class DistributionFolder {
  private DistributionFolder() {}

  /** The one of that name; null if this jar is in no distribution, or has no such folder. */
  public static @Nullable Path find(String name) {
    try {
      Path jar =
          Path.of(
              DistributionFolder.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      Path library = jar.getParent();
      Path folder = library == null ? null : library.resolveSibling(name);
      return Files.isRegularFile(jar) && folder != null && Files.isDirectory(folder)
          ? folder
          : null;
    } catch (URISyntaxException e) {
      throw new IllegalStateException("a class path holds valid locations", e);
    }
  }
}
