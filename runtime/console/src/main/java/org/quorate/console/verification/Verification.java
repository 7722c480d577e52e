package org.quorate.console.verification;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.quorate.api.adversary.ClientAdversary;
import org.quorate.api.adversary.ReplicaAdversary;
import org.quorate.api.certificate.CertificateScheme;
import org.quorate.api.crypto.SignatureScheme;
import org.quorate.api.quorum.QuorumConstruction;
import org.quorate.api.register.Guarantee.FaultModel;
import org.quorate.api.register.RegisterProtocol;
import org.quorate.api.storage.StoreProvider;
import org.quorate.api.transport.Transport;
import org.quorate.conformance.quorum.QuorumExam;
import org.quorate.conformance.result.KitResult;
import org.quorate.console.cluster.FolderTree;
import org.quorate.console.simulation.Adversaries;
import org.quorate.host.composition.Composition;
import org.quorate.host.configuration.BundlePolicy;
import org.quorate.host.deploy.AdmittedBundle;
import org.quorate.host.deploy.NodeBundles;
import org.quorate.host.deploy.NodeFolder;
import org.quorate.host.parts.BundleFiles;
import org.quorate.host.parts.Deployed;
import org.quorate.host.parts.Deployed.Offer;
import org.quorate.host.parts.Parts;

/**
 * Verifies a bundle by its file: the gate, and for each of its parts the conformance kit, hostile
 * input, attacks in simulation and a real cluster; then whether it goes without a trace.
 */
public final class Verification {
  private static final Map<Class<?>, String> SLOTS = slots();

  private final Path bundle;
  private final int seeds;
  private final Map<String, String> options;
  private final Checks checks;
  private final List<KitResult> kits = new ArrayList<>();

  /**
   * @param bundle the file
   * @param seeds how many runs a composition is attacked in
   * @param options of the part, where it is one that takes some
   * @param limit how long one check may take
   * @param progress told each check when it was made
   */
  public Verification(
      Path bundle,
      int seeds,
      Map<String, String> options,
      Duration limit,
      Consumer<Check> progress) {
    this.bundle = bundle;
    this.seeds = seeds;
    this.options = options;
    this.checks = new Checks(limit, progress);
  }

  private static Map<Class<?>, String> slots() {
    Map<Class<?>, String> slots = new LinkedHashMap<>();
    slots.put(RegisterProtocol.class, "protocol");
    slots.put(QuorumConstruction.class, "quorums");
    slots.put(CertificateScheme.class, "certificates");
    slots.put(SignatureScheme.class, "signatures");
    slots.put(StoreProvider.class, "store");
    slots.put(Transport.class, "transport");
    slots.put(ReplicaAdversary.class, "replica adversary");
    slots.put(ClientAdversary.class, "client adversary");
    return slots;
  }

  /**
   * Makes all checks.
   *
   * @throws IOException if the file is no bundle that may be installed anywhere, or does not start
   */
  public VerificationReport run() throws IOException, InterruptedException {
    AdmittedBundle admitted = NodeBundles.examine(bundle, BundlePolicy.DEVELOPMENT);
    Path folder = Files.createTempDirectory("quorate-verify-");
    try {
      List<Path> others = BundleFiles.findBut(admitted.symbolicName());
      try (Parts parts = Parts.start(others)) {
        Deployed deployed = deploy(parts);
        Adversaries adversaries = Adversaries.installed(parts);
        for (Offer<?> offer : offers(deployed)) {
          examine(offer, parts, adversaries, folder);
        }
        deployed.remove();
      }
      try (Parts parts = Parts.start(others)) {
        ComingAndGoing coming = new ComingAndGoing(parts, bundle, admitted.classes());
        checks.make("the bundle", "come and go", coming::check);
      }
    } finally {
      FolderTree.delete(folder);
    }
    return new VerificationReport(
        VerificationReport.FORMAT,
        bundle.getFileName().toString(),
        NodeFolder.fingerprint(bundle),
        admitted.symbolicName(),
        admitted.version().toString(),
        admitted.signer(),
        checks.all().stream().allMatch(Check::holds),
        checks.all(),
        kits);
  }

  private Deployed deploy(Parts parts) throws IOException {
    try {
      return parts.deploy(bundle, bundle.toString());
    } catch (IOException e) {
      throw new IOException(bundle + ": " + e.getMessage(), e);
    }
  }

  private List<Offer<?>> offers(Deployed deployed) throws IOException {
    List<Offer<?>> offers = new ArrayList<>();
    SLOTS.keySet().forEach(type -> offers.addAll(deployed.offers(type)));
    if (offers.isEmpty()) {
      throw new IOException(
          bundle
              + ": it offers no part: its activator registers no service of "
              + SLOTS.keySet().stream().map(Class::getSimpleName).toList());
    }
    return offers;
  }

  private void examine(Offer<?> offer, Parts parts, Adversaries adversaries, Path folder)
      throws IOException, InterruptedException {
    String part = SLOTS.get(offer.type()) + " " + offer.name() + " by " + offer.provider();
    checks.make(part, "kit", () -> kit(offer, folder));
    if (offer.type() == Transport.class) {
      return;
    }
    if (HostileInput.concerns(offer.type())) {
      checks.make(part, "hostile input", () -> HostileInput.offer(offer, options));
    }
    if (offer.type() == SignatureScheme.class) {
      parts.prefer(offer.name(), offer.provider());
    }
    List<Composition> compositions =
        new Choice(parts, offer, options)
            .compositions().stream().filter(one -> Simulations.isClaimed(offer, one)).toList();
    checks.make(part, "compositions", () -> protocols(compositions));
    if (compositions.isEmpty()) {
      return;
    }
    Simulations simulations = new Simulations(adversaries, seeds);
    if (Simulations.concerns(offer.type())) {
      for (Composition composition : compositions) {
        checks.make(part, "attacks", () -> simulations.attack(offer, composition));
      }
    }
    if (Simulations.isAdversary(offer)) {
      checks.make(part, "fires", simulations::fires);
    }
    if (checks.hold(part)) {
      serve(part, offer, mostTolerant(compositions), parts, folder);
    }
  }

  /** The first of those that withstand most. */
  private static Composition mostTolerant(List<Composition> compositions) {
    return compositions.stream()
        .reduce((one, other) -> faults(other).compareTo(faults(one)) > 0 ? other : one)
        .orElseThrow();
  }

  private static FaultModel faults(Composition composition) {
    return composition.protocol().guarantee().faults();
  }

  private void serve(String part, Offer<?> offer, Composition composition, Parts parts, Path folder)
      throws IOException, InterruptedException {
    Serving serving = new Serving(bundle, folder);
    if (Serving.isSwapped(offer.type())) {
      try (Parts shipped = Parts.start(BundleFiles.find())) {
        checks.make(part, "swap", () -> serving.swap(offer, composition, shipped));
      }
    } else if (!Simulations.isAdversary(offer)) {
      checks.make(part, "serve", () -> serving.serve(composition, parts));
    }
  }

  private String kit(Offer<?> offer, Path folder) {
    if (offer.part() instanceof QuorumConstruction construction
        && new QuorumSpecifications(construction, options).small().isEmpty()) {
      throw new AssertionError(
          "it builds no system of up to %d replicas with the options %s; give others with --option"
              .formatted(QuorumExam.REPLICAS_MAX, options));
    }
    KitResult result = Kits.run(offer, options, folder);
    if (result == null && Simulations.isAdversary(offer)) {
      return "there is none for clients that cheat; see what their attacks come to";
    }
    if (result == null) {
      throw new AssertionError("its kit needs more than the part: subclass it in a test");
    }
    kits.add(result);
    String figures =
        "%s: %d passed, %d failed, %d skipped"
            .formatted(result.kit(), result.passed(), result.failed(), result.skipped());
    if (result.failed() > 0 || result.passed() == 0) {
      StringBuilder why = new StringBuilder(figures);
      result.cases().stream()
          .filter(one -> one.verdict() == KitResult.Verdict.FAILED)
          .forEach(one -> why.append("\n").append(one.name()).append(": ").append(firstLine(one)));
      throw new AssertionError(why);
    }
    return figures;
  }

  /** The result file has all of it. */
  private static String firstLine(KitResult.Case failed) {
    return String.valueOf(failed.message()).lines().findFirst().orElse("");
  }

  private static String protocols(List<Composition> compositions) {
    if (compositions.isEmpty()) {
      throw new AssertionError(
          "no protocol can have it with f = 1 and up to 16 replicas; see --option");
    }
    return "with "
        + String.join(", ", compositions.stream().map(one -> one.protocol().name()).toList());
  }
}
