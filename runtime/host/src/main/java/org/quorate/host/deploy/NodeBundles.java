package org.quorate.host.deploy;

import java.io.IOException;
import java.io.Reader;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.Hashing;
import org.quorate.host.configuration.BundlePolicy;
import org.quorate.host.identity.SecretFiles;
import org.quorate.host.parts.Parts;

/**
 * What the folder of one process says about its bundles, obeyed while the process runs:
 *
 * <pre>
 * deploy/               jars to install beside those that are shipped
 * providers.properties  which provider serves a signature scheme, for example ed25519=jdk
 * </pre>
 *
 * Thread-safe.
 */
public final class NodeBundles implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(NodeBundles.class.getName());
  private static final String DEPLOY = "deploy";
  private static final String PROVIDERS = "providers.properties";
  private static final long LOOK_MILLIS = 50;
  private static final long STOP_SECONDS_MAX = 10;
  private static final int PROVIDERS_BYTES_MAX = 1 << 16;

  private final Path folder;
  private final Parts parts;
  private final DeployFolder deployed;
  private final Level news;
  private final ScheduledExecutorService looking =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "quorate-deploy");
            thread.setDaemon(true);
            return thread;
          });
  private Map<String, String> preferred = Map.of(); // guarded by this
  private volatile Report report = new Report(List.of(), List.of());

  /** What became of all that the folder says. */
  private record Report(List<BundleState> bundles, List<String> complaints) {}

  private NodeBundles(Path folder, Parts parts, BundlePolicy policy, Level news) {
    this.folder = folder;
    this.news = news;
    this.parts = parts;
    this.deployed = new DeployFolder(deployFolder(folder), parts, policy);
  }

  /** Where the jars are that the process of {@code folder} installs. */
  public static Path deployFolder(Path folder) {
    return folder.resolve(DEPLOY);
  }

  /**
   * Installs {@code bundle} in {@code parts}, if it may be.
   *
   * @throws IOException naming it and saying why if it may not, or cannot be
   */
  public static void install(Path bundle, Parts parts, BundlePolicy policy) throws IOException {
    try {
      new BundleGate(policy).admit(bundle);
      parts.deploy(bundle, bundle.toString());
    } catch (NoSuchFileException e) {
      throw e;
    } catch (IOException e) {
      throw new IOException(bundle + ": " + e.getMessage(), e);
    }
  }

  /**
   * Examines {@code bundle} as a process of a cluster with that policy would, before it is brought.
   *
   * @throws IOException naming it and saying why if it may not be installed
   */
  public static void examine(Path bundle, BundlePolicy policy) throws IOException {
    try {
      new BundleGate(policy).admit(bundle);
    } catch (RefusedBundleException e) {
      throw new RefusedBundleException(bundle + ": " + e.getMessage(), e);
    }
  }

  /** Whether a file of this name is taken for a bundle. */
  public static boolean isBundle(Path file) {
    return DeployFolder.isBundle(file);
  }

  /** SHA-256 of a file, in hex. */
  public static String fingerprint(Path file) throws IOException {
    return Hashing.sha256(Bytes.wrap(Files.readAllBytes(file))).toHex();
  }

  /** Brings {@code bundle} to the process of {@code folder}, where it appears complete. */
  public static void bring(Path bundle, Path folder, boolean allowDowngrade) throws IOException {
    Path deploy = Files.createDirectories(deployFolder(folder));
    String file = bundle.getFileName().toString();
    if (allowDowngrade) {
      Files.write(deploy.resolve(file + DeployFolder.ALLOW_DOWNGRADE), new byte[0]);
    }
    Path growing = deploy.resolve("." + file + ".new");
    Files.copy(bundle, growing, StandardCopyOption.REPLACE_EXISTING);
    Files.move(
        growing,
        deploy.resolve(file),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  /** Takes the bundle of that file name away from the process of {@code folder}. */
  public static boolean takeAway(String file, Path folder) throws IOException {
    Path deploy = deployFolder(folder);
    Files.deleteIfExists(deploy.resolve(file + DeployFolder.ALLOW_DOWNGRADE));
    return Files.deleteIfExists(deploy.resolve(file));
  }

  /** The jars that the process of {@code folder} installs. */
  public static List<Path> files(Path folder) throws IOException {
    if (!Files.isDirectory(deployFolder(folder))) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(deployFolder(folder))) {
      return files.filter(DeployFolder::isBundle).sorted().toList();
    }
  }

  /** Brings {@code bundles} to the process of {@code folder}. */
  public static void copy(List<Path> bundles, Path folder) throws IOException {
    for (Path bundle : bundles) {
      bring(bundle, folder, false);
    }
  }

  /**
   * Does what {@code folder} says now, and from then on whenever that changes.
   *
   * @param news at which level changes are logged that come while the process runs
   * @throws IOException if it cannot be read
   */
  public static NodeBundles attend(Path folder, Parts parts, BundlePolicy policy, Level news)
      throws IOException {
    NodeBundles bundles = new NodeBundles(folder, parts, policy, news);
    bundles.look(true);
    // It does not end, and what goes wrong in it is logged there.
    Future<?> unused =
        bundles.looking.scheduleWithFixedDelay(
            bundles::lookAgain, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    return bundles;
  }

  /**
   * Says in {@code folder} which provider is to serve {@code scheme}; a process that attends to it
   * obeys.
   */
  public static void choose(Path folder, String scheme, String provider) throws IOException {
    Map<String, String> choices = new HashMap<>(choices(folder));
    choices.put(scheme, provider);
    StringBuilder text = new StringBuilder();
    choices.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(one -> text.append(one.getKey()).append('=').append(one.getValue()).append('\n'));
    SecretFiles.write(folder.resolve(PROVIDERS), Bytes.utf8(text.toString()));
  }

  /** The deployed bundles, and files that were refused. */
  public List<BundleState> bundles() {
    return report.bundles();
  }

  /** What of the folder's words could not be done. */
  public List<String> complaints() {
    return report.complaints();
  }

  private void lookAgain() {
    try {
      look(false);
    } catch (IOException | RuntimeException e) {
      LOG.log(Level.WARNING, "cannot look at the bundles of " + folder, e);
    }
  }

  private synchronized void look(boolean isFirst) throws IOException {
    // What was so from the beginning is news to nobody.
    Level level = isFirst ? Level.DEBUG : news;
    deployed.look(isFirst, level);
    List<String> complaints = new ArrayList<>(deployed.remarks());
    try {
      obey(choices(folder), level);
    } catch (IOException e) {
      complaints.add(e.getMessage());
    }
    preferred.forEach(
        (scheme, provider) -> {
          String serving = parts.provider(scheme);
          if (!provider.equals(serving)) {
            complaints.add(scheme + " is to be served by " + provider + ", and is by " + serving);
          }
        });
    report = new Report(deployed.states(), complaints);
  }

  private void obey(Map<String, String> choices, Level level) {
    for (String scheme : preferred.keySet()) {
      if (!choices.containsKey(scheme)) {
        parts.prefer(scheme, null);
      }
    }
    choices.forEach(
        (scheme, provider) -> {
          if (!provider.equals(preferred.get(scheme))) {
            parts.prefer(scheme, provider);
            LOG.log(
                level,
                "{0}: {1} is asked for, {2} serves",
                scheme,
                provider,
                parts.provider(scheme));
          }
        });
    preferred = Map.copyOf(choices);
  }

  private static Map<String, String> choices(Path folder) throws IOException {
    Path file = folder.resolve(PROVIDERS);
    Properties found = new Properties();
    try (Reader text = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      if (Files.size(file) > PROVIDERS_BYTES_MAX) {
        throw new IOException(file + " has more than " + PROVIDERS_BYTES_MAX + " bytes");
      }
      found.load(text);
    } catch (NoSuchFileException e) {
      return Map.of();
    } catch (IllegalArgumentException e) {
      throw new IOException(file + ": " + e.getMessage(), e);
    }
    Map<String, String> choices = new HashMap<>();
    found.stringPropertyNames().forEach(name -> choices.put(name, found.getProperty(name)));
    return choices;
  }

  /** Attends no more, and takes back what it did. */
  @Override
  public void close() {
    looking.shutdown();
    try {
      if (!looking.awaitTermination(STOP_SECONDS_MAX, TimeUnit.SECONDS)) {
        looking.shutdownNow();
      }
    } catch (InterruptedException e) {
      looking.shutdownNow();
      Thread.currentThread().interrupt();
    }
    synchronized (this) {
      obey(Map.of(), Level.DEBUG);
      deployed.removeAll();
    }
  }
}
