package org.quorate.console.commands;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.quorate.host.configuration.BundlePolicy;
import org.quorate.host.deploy.NodeBundles;
import org.quorate.host.parts.BundleFiles;
import org.quorate.host.parts.Parts;
import picocli.CommandLine.Option;

/** Which bundles a command installs that works on its own, without a cluster. */
final class BundlesOption {
  @Option(
      names = "--bundle",
      paramLabel = "JAR",
      description = "A bundle to install beside those that are shipped; repeatable.")
  private List<Path> bundles = List.of();

  /** Starts with all of them; whoever names a bundle here trusts it. */
  Parts start() throws IOException {
    Parts parts = Parts.start(BundleFiles.find());
    try {
      for (Path bundle : bundles) {
        NodeBundles.install(bundle, parts, BundlePolicy.DEVELOPMENT);
      }
      return parts;
    } catch (IOException | RuntimeException e) {
      parts.close();
      throw e;
    }
  }
}
