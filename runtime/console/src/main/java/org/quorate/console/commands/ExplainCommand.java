package org.quorate.console.commands;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.quorate.api.certificate.CertificateScheme;
import org.quorate.api.certificate.CertificateTraits;
import org.quorate.api.quorum.QuorumFigures;
import org.quorate.api.register.Guarantee;
import org.quorate.console.cluster.DefaultFaults;
import org.quorate.host.composition.Composition;
import org.quorate.host.composition.Variant;
import org.quorate.host.composition.VariantFiles;
import org.quorate.host.composition.WrittenVariant;
import org.quorate.host.parts.Parts;
import org.quorate.simulator.Costs;
import org.quorate.simulator.OperationCost;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code quorate explain}. */
@Command(
    name = "explain",
    description = {
      "Say what a variant guarantees and what it costs, as its parts say and as a quiet run with them",
      "shows."
    },
    mixinStandardHelpOptions = true)
public final class ExplainCommand implements Callable<Integer> {
  private static final double CRASHED = 0.01;

  @Parameters(paramLabel = "NAME or FILE", description = "A shipped variant or a YAML file.")
  private String variant;

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

  @Mixin private BundlesOption bundles;
  @Mixin private Output output;

  /**
   * What the quorum system is worth.
   *
   * @param unavailability the chance that no quorum is left when each replica has crashed with a
   *     chance of one in a hundred
   */
  record Quorums(
      String system,
      int smallestQuorum,
      int smallestIntersection,
      int resilience,
      double load,
      double unavailability) {}

  /** All that there is to say. */
  record Report(
      Variant variant,
      int replicas,
      int faults,
      Guarantee guarantee,
      @Nullable CertificateTraits certificates,
      boolean isDurable,
      List<String> providers,
      Quorums quorums,
      Costs costs) {}

  @Override
  public Integer call() throws IOException {
    try (Parts parts = bundles.start()) {
      WrittenVariant written = VariantFiles.load(variant);
      Variant chosen = written.variant();
      int tolerated = faults != null ? faults : DefaultFaults.of(chosen, replicas, parts);
      Composition composition = Composition.of(written, replicas, tolerated, parts);
      CertificateScheme scheme = composition.certificates();
      QuorumFigures figures = composition.quorums().figures();
      Report report =
          new Report(
              chosen,
              replicas,
              tolerated,
              composition.protocol().guarantee(),
              scheme == null ? null : scheme.traits(),
              composition.store().isDurable(),
              composition.signatureLease().providers().stream()
                  .map(state -> state.provider().name())
                  .toList(),
              new Quorums(
                  composition.quorums().toString(),
                  figures.smallestQuorum(),
                  figures.smallestIntersection(),
                  figures.resilience(),
                  figures.load(),
                  figures.failureProbability().applyAsDouble(CRASHED)),
              Costs.of(
                  composition.protocol(), composition.quorums(), composition.signatures(), scheme));
      output.print(Report.class, report, out -> print(out, report));
      return 0;
    }
  }

  private static void print(PrintWriter out, Report report) {
    Variant variant = report.variant();
    Guarantee guarantee = report.guarantee();
    out.printf("%s with %d replicas%n%n", variant.name(), report.replicas());
    line(out, "tolerates", tolerates(report));
    line(out, "registers", spelled(guarantee.semantics()));
    if (guarantee.lurkingWritesMax() > 0) {
      line(
          out,
          "lurking writes",
          "at most "
              + guarantee.lurkingWritesMax()
              + " of a removed client and register"
              + (guarantee.maskingWrites() == 0
                  ? ""
                  : ", none after " + guarantee.maskingWrites() + " successive writes"));
    }
    line(out, "source", guarantee.source());
    out.println();
    line(out, "protocol", "" + variant.protocol());
    line(out, "quorums", report.quorums().system());
    CertificateTraits traits = report.certificates();
    if (traits != null) {
      line(
          out,
          "certificates",
          variant.certificates()
              + ": "
              + traits.attestationsPerCertificate()
              + (traits.survivesKeyRotation() ? ", valid beyond the keys of replicas" : ""));
    }
    line(out, "signatures", variant.signatures() + " by " + String.join(", ", report.providers()));
    line(out, "transport", "" + variant.transport());
    line(out, "store", variant.store() + (report.isDurable() ? "" : ", lost with the process"));
    out.println();
    Quorums quorums = report.quorums();
    line(
        out,
        "a quorum",
        quorums.smallestQuorum()
            + " replicas, sharing at least "
            + quorums.smallestIntersection()
            + " with any other");
    line(out, "resilience", "quorums are left after any " + quorums.resilience() + " crashes");
    line(
        out,
        "load",
        String.format(
            Locale.ROOT,
            "%.2f of the operations reach the busiest replica; %.2f times the work of one replica",
            quorums.load(),
            1 / quorums.load()));
    line(
        out,
        "availability",
        String.format(
            Locale.ROOT,
            "no quorum is left with a chance of %.2g if each replica is down with one of %.2f",
            quorums.unavailability(),
            CRASHED));
    out.println();
    print(out, "a write", guarantee.roundTrips().writeWorst(), report.costs().write());
    print(out, "a read", guarantee.roundTrips().readWorst(), report.costs().read());
    if (report.costs().certificateBytes() > 0) {
      line(out, "a certificate", report.costs().certificateBytes() + " bytes");
    }
    out.println();
    out.println("Counted in a quiet run of the parts, all replicas and the client together, with");
    out.println("nothing remembered of what was checked before.");
  }

  private static String tolerates(Report report) {
    String replicas = report.faults() + " of " + report.replicas() + " replicas";
    return switch (report.guarantee().faults()) {
      case CRASH -> "crashes of " + replicas + " and of any client";
      case BYZANTINE_REPLICAS -> "lies of " + replicas + ", crashes of any client";
      case BYZANTINE_CLIENTS -> "lies of " + replicas + " and of any client";
    };
  }

  private static void print(PrintWriter out, String what, int worst, OperationCost cost) {
    line(
        out,
        what,
        cost.roundTrips()
            + " round trips undisturbed, "
            + worst
            + " at worst; "
            + cost.messages()
            + " messages");
    line(
        out,
        "",
        cost.attestations()
            + " attestations made, "
            + cost.certificatesMade()
            + " certificates made and "
            + cost.certificatesChecked()
            + " checked");
    line(
        out,
        "",
        cost.signaturesMade() + " signatures made, " + cost.signaturesChecked() + " checked");
  }

  private static String spelled(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static void line(PrintWriter out, String what, String text) {
    out.printf("  %-15s %s%n", what, text);
  }
}
