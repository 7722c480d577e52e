package org.quorate.console.commands;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.quorate.api.adversary.ClientAdversary;
import org.quorate.api.adversary.ReplicaAdversary;
import org.quorate.api.certificate.CertificateScheme;
import org.quorate.api.composition.UnavailablePart;
import org.quorate.api.crypto.SignatureScheme;
import org.quorate.api.quorum.QuorumConstruction;
import org.quorate.api.recovery.RecoveryPolicy;
import org.quorate.api.register.Guarantee;
import org.quorate.api.register.Guarantee.FaultModel;
import org.quorate.api.register.Guarantee.Semantics;
import org.quorate.api.register.RegisterProtocol;
import org.quorate.api.storage.StoreProvider;
import org.quorate.api.transport.Transport;
import org.quorate.host.composition.Compositions;
import org.quorate.host.composition.Variant;
import org.quorate.host.composition.VariantFiles;
import org.quorate.host.parts.Parts;
import org.quorate.host.parts.Parts.Installed;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code quorate parts}. */
@Command(
    name = "parts",
    description = "List the parts that are installed.",
    mixinStandardHelpOptions = true)
public final class PartsCommand implements Callable<Integer> {
  @Option(
      names = "--compositions",
      description = "List every variant that can be composed of them instead.")
  private boolean compositions;

  @Option(
      names = "--replicas",
      paramLabel = "N",
      defaultValue = "4",
      description = "For --compositions (default: ${DEFAULT-VALUE}).")
  private int replicas;

  @Option(
      names = "--faults",
      paramLabel = "F",
      defaultValue = "1",
      description = "For --compositions (default: ${DEFAULT-VALUE}).")
  private int faults;

  @Option(
      names = "--requires",
      paramLabel = "WHAT",
      split = ",",
      description = {
        "For --compositions: only those that tolerate at least these faults (crash,",
        "byzantine-replicas, byzantine-clients) and give at least these registers (safe, regular,",
        "atomic)."
      })
  private List<String> required = List.of();

  @Spec private CommandSpec command;
  @Mixin private BundlesOption bundles;
  @Mixin private Output output;

  /** All valid variants. */
  record Valid(int replicas, int faults, List<Variant> compositions) {}

  /** All installed parts. */
  record Report(List<Installed> parts, List<UnavailablePart> unavailable) {}

  @Override
  public Integer call() throws IOException {
    try (Parts parts = bundles.start()) {
      if (compositions) {
        printCompositions(parts);
        return 0;
      }
      List<Installed> all = new ArrayList<>();
      all.addAll(parts.installed(RegisterProtocol.class, "protocol"));
      all.addAll(parts.installed(QuorumConstruction.class, "quorums"));
      all.addAll(parts.installed(CertificateScheme.class, "certificates"));
      all.addAll(parts.installed(SignatureScheme.class, "signatures"));
      all.addAll(parts.installed(Transport.class, "transport"));
      all.addAll(parts.installed(StoreProvider.class, "store"));
      all.addAll(parts.installed(RecoveryPolicy.class, "recovery"));
      all.addAll(parts.installed(ReplicaAdversary.class, "replica adversary"));
      all.addAll(parts.installed(ClientAdversary.class, "client adversary"));
      output.print(
          Report.class,
          new Report(all, parts.unavailable()),
          out -> {
            out.printf("%-18s%-20s%-14s%s%n", "slot", "part", "provider", "bundle");
            for (Installed part : all) {
              out.printf(
                  "%-18s%-20s%-14s%s %s%s%n",
                  part.slot(),
                  part.name(),
                  part.provider(),
                  part.bundle(),
                  part.version(),
                  part.needs().isEmpty() ? "" : ", needs " + String.join(", ", part.needs()));
            }
            for (UnavailablePart missing : parts.unavailable()) {
              out.printf(
                  "not available: %s by %s: %s%n",
                  missing.part(), missing.provider(), missing.reason());
            }
          });
    }
    return 0;
  }

  private Predicate<Guarantee> wanted() {
    Predicate<Guarantee> wanted = any -> true;
    for (String word : required) {
      Predicate<Guarantee> more =
          Stream.concat(
                  Stream.of(FaultModel.values())
                      .filter(model -> VariantFiles.spelling(model).equals(word))
                      .map(
                          model ->
                              (Predicate<Guarantee>) has -> has.faults().compareTo(model) >= 0),
                  Stream.of(Semantics.values())
                      .filter(kind -> VariantFiles.spelling(kind).equals(word))
                      .map(
                          kind ->
                              (Predicate<Guarantee>) has -> has.semantics().compareTo(kind) >= 0))
              .findFirst()
              .orElseThrow(
                  () ->
                      new ParameterException(
                          command.commandLine(),
                          "--requires: nothing promises '"
                              + word
                              + "'; words: "
                              + Stream.<Enum<?>>concat(
                                      Stream.of(FaultModel.values()), Stream.of(Semantics.values()))
                                  .map(VariantFiles::spelling)
                                  .collect(Collectors.joining(", "))));
      wanted = wanted.and(more);
    }
    return wanted;
  }

  private void printCompositions(Parts parts) {
    Predicate<Guarantee> wanted = wanted();
    List<Variant> all =
        Compositions.valid(replicas, faults, parts).stream()
            .filter(
                variant ->
                    parts
                        .lease(RegisterProtocol.class, variant.protocol().name())
                        .call(protocol -> wanted.test(protocol.guarantee())))
            .toList();
    Valid valid = new Valid(replicas, faults, all);
    output.print(
        Valid.class,
        valid,
        out -> {
          out.printf(
              "%-18s%-12s%-18s%-16s%-12s%-9s%s%n",
              "protocol",
              "quorums",
              "certificates",
              "signatures",
              "transport",
              "store",
              "recovery");
          for (Variant one : valid.compositions()) {
            out.printf(
                "%-18s%-12s%-18s%-16s%-12s%-9s%s%n",
                one.protocol(),
                one.quorums(),
                one.certificates() == null ? "-" : one.certificates(),
                one.signatures(),
                one.transport(),
                one.store(),
                one.recovery() == null ? "-" : one.recovery());
          }
          out.printf(
              "%d valid compositions of these parts, each with its defaults, for n=%d, f=%d%n",
              valid.compositions().size(), replicas, faults);
        });
  }
}
