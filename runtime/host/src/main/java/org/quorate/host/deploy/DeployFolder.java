package org.quorate.host.deploy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Version;
import org.quorate.host.configuration.BundlePolicy;
import org.quorate.host.parts.Deployed;
import org.quorate.host.parts.Parts;

/**
 * A folder whose jars are installed in a running process: a file that comes is installed, one that
 * changes is installed anew beside the old one, which then goes, one that is removed goes. What
 * does not pass the {@link BundleGate}, or does not start, or offers what does not prove itself,
 * leaves everything as it was. A file is looked at when it has not changed between two looks at the
 * folder, so that one that is still being written is left alone. Used by one thread at a time.
 *
 * <p>A file {@code X.jar.allow-downgrade} beside {@code X.jar} lets it be older than what is
 * installed under its name.
 */
final class DeployFolder {
  private static final System.Logger LOG = System.getLogger(DeployFolder.class.getName());
  private static final long FILE_BYTES_MAX = 128L << 20;
  private static final int BUFFER_BYTES = 1 << 16;
  private static final int REMARKS_MAX = 100;
  private static final String JAR = ".jar";
  static final String ALLOW_DOWNGRADE = ".allow-downgrade";

  private final Path folder;
  private final Parts parts;
  private final BundleGate gate;
  private final Map<String, Look> seen = new TreeMap<>();
  private final Map<String, Installed> installed = new TreeMap<>();
  private final Map<String, BundleState> states = new TreeMap<>();
  private final List<String> remarks = new ArrayList<>();
  private int installations;

  /** What tells a file from what it was. */
  private record Look(long bytes, FileTime modified) {}

  private record Installed(AdmittedBundle bundle, Deployed deployed) {}

  DeployFolder(Path folder, Parts parts, BundlePolicy policy) {
    this.folder = folder;
    this.parts = parts;
    this.gate = new BundleGate(policy);
  }

  static boolean isBundle(Path file) {
    String name = file.getFileName().toString();
    return name.endsWith(JAR) && !name.startsWith(".");
  }

  /** What became of each of its files. */
  List<BundleState> states() {
    return List.copyOf(states.values());
  }

  /** What bundles left behind that are gone. */
  List<String> remarks() {
    return List.copyOf(remarks);
  }

  /**
   * Looks at the folder once.
   *
   * @param isFirst whether whatever is there now is complete
   * @param level at which what was done is logged
   */
  void look(boolean isFirst, Level level) throws IOException {
    Map<String, Look> now = looks();
    Set<String> known = new TreeSet<>(states.keySet());
    known.addAll(installed.keySet());
    known.removeAll(now.keySet());
    known.forEach(file -> removed(file, level));
    for (Map.Entry<String, Look> file : now.entrySet()) {
      Look before = seen.put(file.getKey(), file.getValue());
      boolean isSettled = isFirst || file.getValue().equals(before);
      if (isSettled && !states.containsKey(file.getKey())) {
        arrived(file.getKey(), level);
      } else if (before != null && !file.getValue().equals(before)) {
        states.remove(file.getKey());
      }
    }
    seen.keySet().retainAll(now.keySet());
  }

  private Map<String, Look> looks() throws IOException {
    Map<String, Look> looks = new TreeMap<>();
    if (!Files.isDirectory(folder)) {
      return looks;
    }
    List<Path> jars;
    try (Stream<Path> files = Files.list(folder)) {
      jars = files.filter(DeployFolder::isBundle).toList();
    }
    for (Path jar : jars) {
      try {
        BasicFileAttributes attributes = Files.readAttributes(jar, BasicFileAttributes.class);
        looks.put(
            jar.getFileName().toString(),
            new Look(attributes.size(), attributes.lastModifiedTime()));
      } catch (NoSuchFileException e) {
        LOG.log(Level.DEBUG, "{0} is gone again", jar);
      }
    }
    return looks;
  }

  private void arrived(String file, Level level) {
    Path copy = null;
    BundleState state = new BundleState(file, "", "", "", "");
    try {
      // Nobody but this process can change the copy between its examination and its use.
      copy = privateCopy(folder.resolve(file));
      String fingerprint = NodeFolder.fingerprint(copy);
      state = new BundleState(file, fingerprint, "", "", "");
      AdmittedBundle admitted = gate.admit(copy);
      state =
          new BundleState(
              file,
              fingerprint,
              admitted.symbolicName() + " " + admitted.version(),
              admitted.signer(),
              "");
      refuseDowngrade(file, admitted);
      Deployed deployed = parts.deploy(copy, folder.resolve(file) + "#" + installations++);
      Installed before = installed.put(file, new Installed(admitted, deployed));
      states.put(file, state);
      LOG.log(level, "installed {0}", state);
      if (before != null) {
        remove(file, before);
      }
    } catch (IOException | RuntimeException e) {
      String kept = installed.containsKey(file) ? "; the one before it stays" : "";
      problem(file, state, "refused: " + e.getMessage() + kept);
    } finally {
      delete(copy);
    }
  }

  private static Path privateCopy(Path file) throws IOException {
    Path copy = Files.createTempFile("quorate-bundle-", JAR);
    try (InputStream in = Files.newInputStream(file);
        OutputStream out = Files.newOutputStream(copy)) {
      byte[] buffer = new byte[BUFFER_BYTES];
      long bytes = 0;
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        bytes += count;
        if (bytes > FILE_BYTES_MAX) {
          throw new RefusedBundleException("it has more than " + (FILE_BYTES_MAX >> 20) + " MiB");
        }
        out.write(buffer, 0, count);
      }
      return copy;
    } catch (IOException e) {
      delete(copy);
      throw e;
    }
  }

  private void problem(String file, BundleState state, String problem) {
    BundleState refused =
        new BundleState(file, state.fingerprint(), state.bundle(), state.signer(), problem);
    states.put(file, refused);
    LOG.log(Level.WARNING, "{0}", refused);
  }

  private static void delete(@Nullable Path copy) {
    try {
      if (copy != null) {
        Files.deleteIfExists(copy);
      }
    } catch (IOException e) {
      LOG.log(Level.WARNING, "cannot delete " + copy, e);
    }
  }

  private void refuseDowngrade(String file, AdmittedBundle bundle) throws IOException {
    if (Files.exists(folder.resolve(file + ALLOW_DOWNGRADE))) {
      return;
    }
    for (Version other : parts.versionsOf(bundle.symbolicName())) {
      if (other.compareTo(bundle.version()) > 0) {
        throw new RefusedBundleException(
            "it is older than "
                + other
                + ", which is installed; a file "
                + file
                + ALLOW_DOWNGRADE
                + " beside it would allow that");
      }
    }
  }

  private void removed(String file, Level level) {
    BundleState state = states.remove(file);
    Installed gone = installed.remove(file);
    if (gone != null) {
      remove(file, gone);
      LOG.log(level, "removed {0}", state == null ? file : state);
    }
  }

  /** Removes all that was installed. */
  void removeAll() {
    List.copyOf(installed.keySet()).forEach(file -> removed(file, Level.DEBUG));
  }

  private void remove(String file, Installed gone) {
    gone.deployed().remove();
    List<String> left = gone.deployed().threadsLeft(gone.bundle().classes());
    if (!left.isEmpty() && remarks.size() < REMARKS_MAX) {
      String remark = file + " is gone, and kept in memory by the threads that it left: " + left;
      remarks.add(remark);
      LOG.log(Level.WARNING, remark);
    }
  }
}
