package org.quorate.distributions.swap;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.osgi.framework.Constants;
import org.quorate.distributions.swap.FickleProvider.Fault;

/** Makes bundles with a {@link FickleProvider}. */
public final class BroughtBundles {
  private BroughtBundles() {}

  public static Path make(Path jar, String provider, String version, Fault fault)
      throws IOException {
    Manifest manifest = new Manifest();
    Attributes headers = manifest.getMainAttributes();
    headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    headers.putValue(Constants.BUNDLE_MANIFESTVERSION, "2");
    headers.putValue(Constants.BUNDLE_SYMBOLICNAME, "test." + provider);
    headers.putValue(Constants.BUNDLE_VERSION, version);
    headers.putValue(Constants.BUNDLE_ACTIVATOR, FickleProvider.class.getName());
    headers.putValue(
        Constants.IMPORT_PACKAGE,
        "org.osgi.framework,org.quorate.api.composition,org.quorate.api.crypto,"
            + "org.quorate.api.model");
    headers.putValue(FickleProvider.PROVIDER, provider);
    headers.putValue(FickleProvider.FAULT, fault.name());
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
      for (String file : classFiles()) {
        out.putNextEntry(new ZipEntry(file));
        try (InputStream in = FickleProvider.class.getClassLoader().getResourceAsStream(file)) {
          in.transferTo(out);
        }
      }
    }
    return jar;
  }

  private static List<String> classFiles() {
    String outer = FickleProvider.class.getName().replace('.', '/');
    return List.of(outer + ".class", outer + "$Fault.class", outer + "$Fickle.class");
  }
}
