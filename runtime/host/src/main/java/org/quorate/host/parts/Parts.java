package org.quorate.host.parts;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.Version;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.resource.Namespace;
import org.quorate.api.composition.PartProperties;
import org.quorate.api.composition.UnavailablePart;
import org.quorate.api.crypto.SignatureScheme;
import org.quorate.api.crypto.StrictSignatureScheme;

/**
 * The parts installed in this process: an OSGi framework with the bundles, and leases on the
 * services that they register. The api's classes come from the class path and are shared with all
 * bundles. Thread-safe; close it last.
 */
public final class Parts implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Parts.class.getName());
  private static final long STOP_MILLIS_MAX = 10_000;

  private final Framework framework;
  private final BundleCache cache;
  private final Map<LeaseKey, Lease<?>> leases = new ConcurrentHashMap<>();
  private final Map<String, SignatureScheme> signatures = new ConcurrentHashMap<>();

  private record LeaseKey(Class<?> type, String name) {}

  /**
   * A part that is installed, as its service describes it.
   *
   * @param needs which other parts its bundle's manifest says that it cannot do without: filters on
   *     their capabilities
   */
  public record Installed(
      String slot,
      String name,
      String provider,
      String bundle,
      String version,
      List<String> needs) {
    public Installed {
      needs = List.copyOf(needs);
    }
  }

  private Parts(Framework framework, BundleCache cache) {
    this.framework = framework;
    this.cache = cache;
  }

  /**
   * Starts a framework with {@code bundles}.
   *
   * @param bundles jar files; those that are not bundles are refused
   * @throws IOException if a bundle cannot be installed or started, naming it
   */
  public static Parts start(List<Path> bundles) throws IOException {
    BundleCache cache = BundleCache.create();
    Map<String, String> settings = new HashMap<>();
    settings.put(Constants.FRAMEWORK_STORAGE, cache.storage().toString());
    settings.put(Constants.FRAMEWORK_STORAGE_CLEAN, Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT);
    settings.put(Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, ApiExports.ofClassPath());
    // Bundles do not import the nullness annotations; codecs look for them on records all the same.
    settings.put(Constants.FRAMEWORK_BOOTDELEGATION, "org.jspecify.annotations,sun.misc");
    settings.put(Constants.FRAMEWORK_BUNDLE_PARENT, Constants.FRAMEWORK_BUNDLE_PARENT_APP);
    // A bundle that is updated runs beside its successor until that one serves.
    settings.put(Constants.FRAMEWORK_BSNVERSION, Constants.FRAMEWORK_BSNVERSION_MULTIPLE);
    Framework framework =
        ServiceLoader.load(FrameworkFactory.class)
            .findFirst()
            .orElseThrow(() -> new IOException("no OSGi framework is on the class path"))
            .newFramework(settings);
    Parts parts = new Parts(framework, cache);
    try {
      framework.start();
      parts.install(bundles);
      return parts;
    } catch (BundleException e) {
      parts.close();
      throw new IOException("cannot start the bundles: " + reason(e), e);
    } catch (IOException e) {
      parts.close();
      throw e;
    }
  }

  private void install(List<Path> files) throws IOException {
    List<Bundle> installed = new ArrayList<>();
    for (Path file : files) {
      try {
        installed.add(
            framework.getBundleContext().installBundle("reference:" + file.toUri().toURL()));
      } catch (BundleException e) {
        throw new IOException("cannot install the bundle " + file + ": " + reason(e), e);
      }
    }
    for (Bundle bundle : installed) {
      if (bundle.getHeaders().get(Constants.FRAGMENT_HOST) == null) {
        try {
          bundle.start();
        } catch (BundleException e) {
          throw new IOException(
              "cannot start the bundle " + bundle.getSymbolicName() + ": " + reason(e), e);
        }
      }
    }
  }

  private static <T> Admission<T> admission(Class<T> type, String name) {
    return type != SignatureScheme.class
        ? Admission.ofAll()
        : (service, provider) ->
            type.cast(GuardedSignatures.admit(name, (SignatureScheme) service, provider));
  }

  /** The lease on the services of {@code type} with the given {@code name}. */
  public <T> Lease<T> lease(Class<T> type, String name) {
    Lease<?> lease =
        leases.computeIfAbsent(
            new LeaseKey(type, name),
            key ->
                new Lease<>(
                    framework.getBundleContext(),
                    type,
                    filter(type, name),
                    name,
                    admission(type, name)));
    @SuppressWarnings("unchecked") // made for this very type two lines above
    Lease<T> typed = (Lease<T>) lease;
    return typed;
  }

  /**
   * The signature scheme of that name, by whichever provider offers it at each call. Its
   * verification profile is asked before any provider, so that all of them give one verdict.
   */
  public SignatureScheme signatures(String name) {
    // One instance for each scheme, because it remembers the keys that it has admitted.
    return signatures.computeIfAbsent(
        name,
        scheme ->
            new StrictSignatureScheme(
                new GuardedSignatures(lease(SignatureScheme.class, scheme), scheme)));
  }

  /**
   * Installs and starts the bundle at {@code file}, whatever else is installed of its name.
   *
   * @param name by which it is known apart from all others
   * @throws IOException if it cannot be installed, or does not start in time, or what it offers is
   *     refused where it is wanted; nothing of it is left
   */
  public Deployed deploy(Path file, String name) throws IOException {
    Bundle bundle;
    try (InputStream in = Files.newInputStream(file)) {
      bundle = framework.getBundleContext().installBundle(Provider.DEPLOYED + name, in);
    } catch (BundleException e) {
      throw new IOException("it cannot be installed: " + reason(e), e);
    }
    Deployed deployed = new Deployed(bundle, leases.values());
    try {
      deployed.start();
      for (Lease<?> lease : leases.values()) {
        for (Provider.State state : lease.providersOf(bundle.getBundleId())) {
          if (state.standing() == Provider.Standing.REFUSED) {
            throw new IOException(
                "its provider " + state.provider().name() + ": " + state.reason());
          }
        }
      }
      return deployed;
    } catch (IOException | RuntimeException e) {
      deployed.remove();
      throw e;
    }
  }

  /**
   * From now on calls of the scheme go to the provider of that name whenever it is there and fit.
   *
   * @param provider null for whichever ranks best
   */
  public void prefer(String scheme, @Nullable String provider) {
    lease(SignatureScheme.class, scheme).prefer(provider);
  }

  /** The name of the provider that serves the signature scheme; null if none does. */
  public @Nullable String provider(String scheme) {
    return lease(SignatureScheme.class, scheme).provider();
  }

  /** All providers of the signature scheme, the one that serves first. */
  public List<Provider.State> providers(String scheme) {
    return lease(SignatureScheme.class, scheme).providers();
  }

  /** The versions that are installed under that symbolic name. */
  public List<Version> versionsOf(String symbolicName) {
    return Stream.of(framework.getBundleContext().getBundles())
        .filter(bundle -> symbolicName.equals(bundle.getSymbolicName()))
        .map(Bundle::getVersion)
        .toList();
  }

  /** The installed parts of {@code type}, with slot {@code slot}, by name and provider. */
  public List<Installed> installed(Class<?> type, String slot) {
    Map<String, Installed> sorted = new TreeMap<>();
    for (ServiceReference<?> reference : services(type)) {
      Bundle bundle = reference.getBundle();
      if (bundle != null) {
        Installed part =
            new Installed(
                slot,
                String.valueOf(reference.getProperty(PartProperties.NAME)),
                String.valueOf(reference.getProperty(PartProperties.PROVIDER)),
                bundle.getSymbolicName(),
                bundle.getVersion().toString(),
                needs(bundle));
        sorted.put(part.name() + " " + part.provider() + " " + part.bundle(), part);
      }
    }
    return List.copyOf(sorted.values());
  }

  private static List<String> needs(Bundle bundle) {
    BundleRevision revision = bundle.adapt(BundleRevision.class);
    return revision == null // uninstalled meanwhile
        ? List.of()
        : revision.getDeclaredRequirements(PartProperties.NAMESPACE).stream()
            .map(need -> need.getDirectives().get(Namespace.REQUIREMENT_FILTER_DIRECTIVE))
            .filter(Objects::nonNull)
            .toList();
  }

  /** The parts that are not there although their bundles are, and why. */
  public List<UnavailablePart> unavailable() {
    return services(UnavailablePart.class).stream()
        .map(reference -> framework.getBundleContext().getService(reference))
        .filter(Objects::nonNull)
        .map(UnavailablePart.class::cast)
        .sorted(Comparator.comparing(UnavailablePart::part))
        .toList();
  }

  private List<ServiceReference<?>> services(Class<?> type) {
    try {
      ServiceReference<?>[] references =
          framework.getBundleContext().getAllServiceReferences(type.getName(), null);
      return references == null ? List.of() : List.of(references);
    } catch (InvalidSyntaxException e) {
      throw new IllegalStateException("no filter is a valid filter", e);
    }
  }

  /** The names of all installed parts of {@code type}. */
  public List<String> names(Class<?> type) {
    return installed(type, "").stream().map(Installed::name).distinct().toList();
  }

  /** Stops every bundle and the framework; waits for that a bounded time. */
  @Override
  public void close() {
    leases.values().forEach(Lease::close);
    try {
      framework.stop();
      framework.waitForStop(STOP_MILLIS_MAX);
      cache.close();
    } catch (BundleException | IOException e) {
      LOG.log(System.Logger.Level.WARNING, "cannot stop the bundles cleanly", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String filter(Class<?> type, String name) {
    String wanted =
        "(&("
            + Constants.OBJECTCLASS
            + "="
            + type.getName()
            + ")("
            + PartProperties.NAME
            + "="
            + name.replaceAll("([\\\\*()])", "\\\\$1")
            + "))";
    try {
      FrameworkUtil.createFilter(wanted);
    } catch (InvalidSyntaxException e) {
      throw new IllegalArgumentException("not the name of a part: '" + name + "'", e);
    }
    return wanted;
  }

  static String reason(Throwable e) {
    Map<String, Boolean> reasons = new LinkedHashMap<>();
    for (Throwable t = e; t != null; t = t.getCause()) {
      reasons.put(String.valueOf(t.getMessage()), true);
    }
    return String.join("; ", reasons.keySet());
  }
}
