package org.quorate.console.card;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.quorate.api.adversary.ClientAdversary;
import org.quorate.api.adversary.ReplicaAdversary;
import org.quorate.api.register.Guarantee;
import org.quorate.api.register.Guarantee.FaultModel;
import org.quorate.console.card.ReportCard.Cell;
import org.quorate.console.card.ReportCard.Row;
import org.quorate.console.card.ReportCard.Verdict;
import org.quorate.console.simulation.Adversaries;
import org.quorate.host.composition.Composition;
import org.quorate.host.parts.Parts;
import org.quorate.simulator.Campaign;
import org.quorate.simulator.CampaignReport;
import org.quorate.simulator.Setup;

/** Fills the matrix by simulation: the same seeds and faults in every cell. */
final class CardSimulation {
  private final CardSettings settings;
  private final Adversaries installed;
  private final Consumer<String> progress;
  private final Map<String, Subject> subjects = new LinkedHashMap<>();

  /**
   * A variant under attack.
   *
   * @param latencyMillis without any attack
   */
  private record Subject(String label, Composition composition, double latencyMillis) {
    Guarantee promised() {
      return composition.protocol().guarantee();
    }
  }

  /**
   * Attacks at once.
   *
   * @param liars how many replicas lie
   * @param within the weakest fault model that claims to withstand it
   */
  private record Attack(
      String name,
      String by,
      String description,
      Adversaries adversaries,
      int liars,
      FaultModel within,
      boolean mustBreak) {}

  CardSimulation(CardSettings settings, Parts parts, Consumer<String> progress)
      throws InterruptedException {
    this.settings = settings;
    this.installed = Adversaries.installed(parts);
    this.progress = progress;
    for (int i = 0; i < settings.labels().size(); i++) {
      String label = settings.labels().get(i);
      Composition composition =
          Composition.of(
              settings.variants().get(i), settings.replicas(), settings.tolerated(), parts);
      CampaignReport calm = run(composition, installed.named(List.of("none")), 0);
      progress.accept(label + ": the runs without an attack are done");
      subjects.put(label, new Subject(label, composition, calm.latencyMillis()));
    }
  }

  List<Row> rows() throws InterruptedException {
    List<Row> rows = new ArrayList<>();
    for (Attack attack : attacks()) {
      List<Cell> cells = new ArrayList<>();
      for (Subject subject : subjects.values()) {
        cells.add(cell(attack, subject));
      }
      rows.add(
          new Row(attack.name(), attack.by(), attack.description(), attack.mustBreak(), cells));
      progress.accept("simulated " + attack.name());
    }
    return rows;
  }

  private List<Attack> attacks() {
    int f = settings.tolerated();
    List<Attack> attacks = new ArrayList<>();
    for (ReplicaAdversary lie : installed.lies()) {
      Adversaries alone = new Adversaries(List.of(lie), List.of());
      attacks.add(
          new Attack(
              lie.name(),
              "replica",
              lie.description(),
              alone,
              f,
              FaultModel.BYZANTINE_REPLICAS,
              false));
    }
    for (ClientAdversary cheat : installed.cheats()) {
      Adversaries alone = new Adversaries(List.of(), List.of(cheat));
      attacks.add(
          new Attack(
              cheat.name(),
              "client",
              cheat.description(),
              alone,
              0,
              FaultModel.BYZANTINE_CLIENTS,
              false));
    }
    attacks.add(
        new Attack(
            "all",
            "both",
            "Replicas and clients choose from all of the above, with as many liars as tolerated.",
            installed,
            f,
            FaultModel.BYZANTINE_CLIENTS,
            false));
    attacks.add(
        new Attack(
            "beyond",
            "both",
            "The same with one liar more than tolerated: this must be seen to break.",
            installed,
            f + 1,
            FaultModel.BYZANTINE_CLIENTS,
            true));
    return attacks;
  }

  private Cell cell(Attack attack, Subject subject) throws InterruptedException {
    CampaignReport report = run(subject.composition(), attack.adversaries(), attack.liars());
    boolean claimed =
        !attack.mustBreak() && subject.promised().faults().compareTo(attack.within()) >= 0;
    boolean broken = !report.failures().isEmpty();
    TreeSet<String> violated = new TreeSet<>();
    report.failures().forEach(failure -> violated.addAll(failure.violated()));
    long fired = report.attacks();
    return new Cell(
        verdict(claimed, broken, fired > 0),
        report.runs(),
        fired,
        report.failures().size(),
        List.copyOf(violated),
        report.lurking().most(),
        report.lurking().bound(),
        report.latencyMillis() / subject.latencyMillis(),
        replay(attack, subject, report));
  }

  private static Verdict verdict(boolean claimed, boolean broken, boolean fired) {
    if (broken) {
      return claimed ? Verdict.FAILS : Verdict.BREAKS;
    }
    if (!fired) {
      return Verdict.UNREACHED;
    }
    return claimed ? Verdict.HOLDS : Verdict.UNBROKEN;
  }

  private CampaignReport run(Composition composition, Adversaries adversaries, int liars)
      throws InterruptedException {
    Setup setup =
        Setup.ofAllFaults(
            composition.protocol(),
            composition.quorums(),
            liars,
            adversaries.lies(),
            adversaries.cheats());
    return new Campaign(setup).run(1, settings.seeds(), settings.jobs(), ended -> {});
  }

  private String replay(Attack attack, Subject subject, CampaignReport report) {
    String seeds =
        report.failures().isEmpty()
            ? "--seeds 1.." + settings.seeds()
            : "--seed " + report.tellingSeeds(1).get(0);
    return "quorate simulate --variant "
        + subject.label()
        + " --replicas "
        + settings.replicas()
        + " --tolerate "
        + settings.tolerated()
        + " --liars "
        + attack.liars()
        + " --adversary "
        + String.join(",", attack.adversaries().names())
        + " "
        + seeds;
  }
}
