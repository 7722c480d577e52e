package org.quorate.distributions.swap;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.Constants;
import org.quorate.distributions.swap.FickleProvider.Fault;

/** Makes bundles of classes of these tests. */
public final class BroughtBundles {
  private BroughtBundles() {}

  /** One with a {@link FickleProvider}. */
  public static Path make(Path jar, String provider, String version, Fault fault)
      throws IOException {
    return make(
        jar,
        FickleProvider.class,
        Map.of(
            Constants.BUNDLE_SYMBOLICNAME,
            "test." + provider,
            Constants.BUNDLE_VERSION,
            version,
            FickleProvider.PROVIDER,
            provider,
            FickleProvider.FAULT,
            fault.name()),
        Fault.class,
        FickleProvider.Fickle.class);
  }

  /** One that {@code activator} starts, with {@code headers} and what other classes it needs. */
  public static Path make(
      Path jar,
      Class<? extends BundleActivator> activator,
      Map<String, String> headers,
      Class<?>... others)
      throws IOException {
    Manifest manifest = new Manifest();
    Attributes all = manifest.getMainAttributes();
    all.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    all.putValue(Constants.BUNDLE_MANIFESTVERSION, "2");
    all.putValue(Constants.BUNDLE_ACTIVATOR, activator.getName());
    all.putValue(
        Constants.IMPORT_PACKAGE,
        "org.osgi.framework,org.quorate.api.adversary,org.quorate.api.certificate,"
            + "org.quorate.api.composition,org.quorate.api.crypto,"
            + "org.quorate.api.model,org.quorate.api.quorum,"
            + "org.quorate.api.recovery");
    headers.forEach(all::putValue);
    List<Class<?>> classes = new ArrayList<>(List.of(others));
    classes.add(activator);
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
      for (Class<?> one : classes) {
        String file = one.getName().replace('.', '/') + ".class";
        out.putNextEntry(new ZipEntry(file));
        try (InputStream in = one.getClassLoader().getResourceAsStream(file)) {
          in.transferTo(out);
        }
      }
    }
    return jar;
  }
}
