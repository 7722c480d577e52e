package org.quorate.console.verification;

import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import org.quorate.api.adversary.ClientAdversary;
import org.quorate.api.adversary.ReplicaAdversary;
import org.quorate.api.certificate.CertificateScheme;
import org.quorate.api.crypto.SignatureScheme;
import org.quorate.api.register.Guarantee.FaultModel;
import org.quorate.api.storage.StoreProvider;
import org.quorate.console.simulation.Adversaries;
import org.quorate.host.composition.Composition;
import org.quorate.host.parts.Deployed.Offer;
import org.quorate.simulator.Campaign;
import org.quorate.simulator.CampaignReport;
import org.quorate.simulator.Setup;

/** Attacks in simulation, with all faults, on compositions that a part is in. */
final class Simulations {
  /** Of cryptography that costs nothing there are so many times more runs in the same time. */
  private static final int SYMBOLIC_RUNS_PER_REAL_RUN = 10;

  private final Adversaries installed;
  private final int seeds;
  private long attacks;

  /**
   * @param installed what attacks
   * @param seeds how many runs a composition
   */
  Simulations(Adversaries installed, int seeds) {
    this.installed = installed;
    this.seeds = seeds;
  }

  /** Whether parts of that type take part in what is simulated. */
  static boolean concerns(Class<?> type) {
    return type != StoreProvider.class;
  }

  /**
   * Attacks one composition as its protocol claims to withstand.
   *
   * @throws AssertionError if something does not hold
   */
  String attack(Offer<?> offer, Composition composition) throws InterruptedException {
    boolean isReal =
        offer.type() == SignatureScheme.class || offer.type() == CertificateScheme.class;
    Setup symbolic = setup(composition, chosen(offer, composition));
    Setup setup =
        isReal ? symbolic.real(composition.signatures(), composition.certificates()) : symbolic;
    int runs = isReal ? Math.max(1, seeds / SYMBOLIC_RUNS_PER_REAL_RUN) : seeds;
    CampaignReport report =
        new Campaign(setup).run(1, runs, Runtime.getRuntime().availableProcessors(), ended -> {});
    String figures =
        String.format(
            Locale.ROOT,
            "%s over %s: %,d runs, %,d operations, %,d lies and cheats",
            report.protocol(),
            report.quorums(),
            report.runs(),
            report.operations(),
            report.attacks());
    if (!report.failures().isEmpty()) {
      throw new AssertionError(figures + "; " + failures(report));
    }
    attacks += report.attacks();
    return figures;
  }

  /**
   * Whether anything was attacked in all that was simulated so far; some attacks find nothing to do
   * in some protocols.
   *
   * @throws AssertionError if not
   */
  String fires() {
    if (attacks == 0) {
      throw new AssertionError("it never attacked; with more --seeds it may");
    }
    return "%,d lies and cheats in all".formatted(attacks);
  }

  private static Setup setup(Composition composition, Adversaries adversaries) {
    return Setup.ofAllFaults(
        composition.protocol(),
        composition.quorums(),
        adversaries.lies().isEmpty() ? 0 : composition.quorums().faults(),
        adversaries.lies(),
        adversaries.cheats());
  }

  /** All that the protocol claims to withstand; an adversary that is examined attacks alone. */
  private Adversaries chosen(Offer<?> offer, Composition composition) {
    Adversaries all = isAdversary(offer) ? installed.named(List.of(offer.name())) : installed;
    return all.within(composition.protocol().guarantee().faults());
  }

  /**
   * Whether the protocol of {@code composition} claims to withstand what the part does, if it
   * attacks.
   */
  static boolean isClaimed(Offer<?> offer, Composition composition) {
    FaultModel claimed = composition.protocol().guarantee().faults();
    if (offer.type() == ReplicaAdversary.class) {
      return claimed != FaultModel.CRASH;
    }
    return offer.type() != ClientAdversary.class || claimed == FaultModel.BYZANTINE_CLIENTS;
  }

  static boolean isAdversary(Offer<?> offer) {
    return offer.type() == ReplicaAdversary.class || offer.type() == ClientAdversary.class;
  }

  private static String failures(CampaignReport report) {
    TreeMap<String, Long> violated = new TreeMap<>();
    report
        .failures()
        .forEach(
            failure -> failure.violated().forEach(name -> violated.merge(name, 1L, Long::sum)));
    return String.format(
        Locale.ROOT,
        "%,d runs fail, the first with seed %d: %s",
        report.failures().size(),
        report.tellingSeeds(1).get(0),
        violated);
  }
}
