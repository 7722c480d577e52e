package org.quorate.console.commands;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.quorate.api.model.Bytes;
import org.quorate.console.cluster.ClusterFolder;
import org.quorate.console.cluster.ClusterInit;
import org.quorate.host.composition.VariantFiles;
import org.quorate.host.configuration.BundlePolicy;
import org.quorate.host.configuration.Descriptor;
import org.quorate.host.configuration.Limits;
import org.quorate.host.deploy.NodeBundles;
import org.quorate.host.identity.PemFiles;
import org.quorate.host.parts.BundleFiles;
import org.quorate.host.parts.Parts;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code quorate init}. */
@Command(
    name = "init",
    description = "Make a cluster: keys, CA, signed configuration, folders.",
    mixinStandardHelpOptions = true)
public final class InitCommand implements Callable<Integer> {
  @Parameters(paramLabel = "DIR", description = "The folder to make; it must not exist yet.")
  private Path folder;

  @Option(
      names = "--replicas",
      paramLabel = "N",
      defaultValue = "4",
      description = "How many replicas (default: ${DEFAULT-VALUE}).")
  private int replicas;

  @Option(
      names = "--faults",
      paramLabel = "F",
      description = "How many of them may be faulty (default: as many as N allows).")
  private @Nullable Integer faults;

  @Option(
      names = "--variant",
      paramLabel = "FILE or NAME",
      defaultValue = "pbft-bc",
      description = "A shipped variant or a YAML file (default: ${DEFAULT-VALUE}).")
  private String variant;

  @Option(
      names = "--client",
      paramLabel = "NAME",
      defaultValue = "alice",
      description = "A client with all rights; repeatable (default: ${DEFAULT-VALUE}).")
  private List<String> clients;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "Of the first replica; the others follow (default: free ones).")
  private @Nullable Integer port;

  @Option(
      names = "--bundle",
      paramLabel = "JAR",
      description =
          "A bundle that all processes install beside those that are shipped; repeatable.")
  private List<Path> bundles = List.of();

  @Option(
      names = "--bundle-signer",
      paramLabel = "CERT.pem",
      description = {
        "A certificate whose owner's signature on a bundle counts; repeatable. Without any, bundles",
        "need none."
      })
  private List<Path> bundleSigners = List.of();

  @Option(
      names = "--allow-unsigned",
      description = "Bundles run that nobody has signed (default without --bundle-signer).")
  private boolean allowUnsigned;

  @Option(
      names = "--limit",
      paramLabel = "NAME=N",
      description = {
        "A limit of the cluster, in place of its default; repeatable. There are",
        "valueBytesMax, requestsPerClientSecondMax and others, see the guide."
      })
  private Map<String, Integer> limits = Map.of();

  @Spec private CommandSpec command;
  @Mixin private Output output;

  /** What was made. */
  record Report(
      String folder,
      String variant,
      int replicas,
      int faults,
      List<String> clients,
      boolean allowUnsigned) {}

  private Limits limits() {
    try {
      return Limits.DEFAULT.with(limits);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), "--limit: " + e.getMessage(), e);
    }
  }

  private BundlePolicy policy() throws IOException {
    List<Bytes> signers = new ArrayList<>();
    for (Path signer : bundleSigners) {
      signers.add(BundlePolicy.signer(PemFiles.certificate(signer)));
    }
    return new BundlePolicy(signers, allowUnsigned || signers.isEmpty());
  }

  @Override
  public Integer call() throws IOException {
    Limits chosen = limits();
    try (Parts parts = Parts.start(BundleFiles.find())) {
      BundlePolicy policy = policy();
      for (Path bundle : bundles) {
        NodeBundles.install(bundle, parts, policy);
      }
      ClusterFolder made =
          new ClusterInit(parts)
              .create(
                  folder,
                  new ClusterInit.Request(
                      VariantFiles.load(variant),
                      replicas,
                      faults,
                      clients,
                      port,
                      chosen,
                      policy,
                      bundles));
      Descriptor descriptor = made.descriptor();
      Report report =
          new Report(
              folder.toString(),
              descriptor.variant().name(),
              descriptor.replicas(),
              descriptor.faults(),
              made.clientNames(),
              descriptor.bundles().allowUnsigned());
      output.print(
          Report.class,
          report,
          out ->
              out.printf(
                  "%s: %s with %d replicas, of which %d may be faulty; clients: %s%n"
                      + "%s"
                      + "next: quorate start %s%n",
                  report.folder(),
                  report.variant(),
                  report.replicas(),
                  report.faults(),
                  String.join(", ", report.clients()),
                  report.allowUnsigned()
                      ? "for development: its processes install bundles that nobody has signed"
                          + System.lineSeparator()
                      : "",
                  report.folder()));
    }
    return 0;
  }
}
