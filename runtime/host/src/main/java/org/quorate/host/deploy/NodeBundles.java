package org.quorate.host.deploy;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.quorate.host.configuration.BundlePolicy;
import org.quorate.host.parts.Parts;

/**
 * Obeys what the folder of one process says about its bundles ({@link NodeFolder}) while the
 * process runs. Thread-safe.
 */
public final class NodeBundles implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(NodeBundles.class.getName());
  private static final long LOOK_MILLIS = 50;
  private static final long STOP_SECONDS_MAX = 10;

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
    this.deployed = new DeployFolder(NodeFolder.deployFolder(folder), parts, policy);
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
  public static AdmittedBundle examine(Path bundle, BundlePolicy policy) throws IOException {
    try {
      return new BundleGate(policy).admit(bundle);
    } catch (RefusedBundleException e) {
      throw new RefusedBundleException(bundle + ": " + e.getMessage(), e);
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
      obey(NodeFolder.choices(folder), level);
    } catch (IOException e) {
      complaints.add(e.getMessage());
    }
    preferred.forEach(
        (scheme, provider) -> {
          String serving = parts.provider(scheme);
          if (!provider.equals(serving)) {
            complaints.add(
                scheme
                    + " is to be served by "
                    + provider
                    + ", and is by "
                    + (serving == null ? "nobody" : serving));
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
