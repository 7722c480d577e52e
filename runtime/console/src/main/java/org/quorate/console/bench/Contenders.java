package org.quorate.console.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.quorate.console.cluster.FolderTree;
import org.quorate.host.parts.Parts;

/** All contenders and their folder: closing stops what was started and deletes what was made. */
final class Contenders implements AutoCloseable {
  private final BenchSettings settings;
  private final Path folder;
  private final List<Contender> started = new ArrayList<>();

  Contenders(BenchSettings settings) throws IOException {
    this.settings = settings;
    this.folder = Files.createTempDirectory("quorate-bench-");
  }

  /** The folder of the clusters, deleted in the end. */
  Path folder() {
    return folder;
  }

  /** Starts the next contender. */
  Contender startNext(Parts parts) throws IOException {
    int index = started.size();
    String label = settings.labels().get(index);
    Contender contender =
        Contender.start(
            label, settings.variants().get(index), settings, folder.resolve(label), parts);
    started.add(contender);
    return contender;
  }

  @Override
  public void close() throws IOException {
    IOException failure = null;
    for (Contender contender : started) {
      try {
        contender.close();
      } catch (IOException e) {
        // The others must be stopped all the same.
        failure = e;
      }
    }
    FolderTree.delete(folder);
    if (failure != null) {
      throw failure;
    }
  }
}
