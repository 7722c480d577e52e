package org.quorate.distributions.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.quorate.api.composition.PartProperties;
import org.quorate.api.quorum.ImpossibleConfigurationException;
import org.quorate.api.recovery.RecoveryPolicy;
import org.quorate.distributions.Distribution;
import org.quorate.distributions.swap.BroughtBundles;
import org.quorate.distributions.swap.FickleProvider;
import org.quorate.host.composition.Composition;
import org.quorate.host.composition.Compositions;
import org.quorate.host.composition.Part;
import org.quorate.host.composition.VariantFiles;
import org.quorate.host.composition.WrittenVariant;
import org.quorate.host.parts.Parts;

/** Spec 3.1: what cannot work is refused before it starts, with every reason, in words. */
class CompositionTest {
  private static Parts parts;
  @TempDir private Path folder;

  @BeforeAll
  static void startsTheParts() throws IOException {
    parts = Parts.start(Distribution.bundles());
  }

  @AfterAll
  static void stopsTheParts() {
    parts.close();
  }

  private Composition compose(String yaml, int replicas, int faults) throws IOException {
    Path file = Files.writeString(folder.resolve("v.yaml"), yaml);
    return Composition.of(VariantFiles.load(file.toString()), replicas, faults, parts);
  }

  private void refuses(String yaml, int replicas, int faults, String... reasons) {
    assertThatThrownBy(() -> compose(yaml, replicas, faults))
        .isInstanceOf(ImpossibleConfigurationException.class)
        .hasMessage(
            "the variant 'custom' cannot work:"
                + Stream.of(reasons)
                    .map(reason -> "\n  " + folder.resolve("v.yaml") + reason)
                    .collect(Collectors.joining()));
  }

  private void refusesFile(String yaml, String reason) {
    assertThatThrownBy(() -> compose(yaml, 4, 1))
        .isInstanceOf(ImpossibleConfigurationException.class)
        .hasMessage(folder.resolve("v.yaml") + reason);
  }

  @Test
  void everyShippedVariantWorksWithFourReplicas() throws IOException {
    for (String name : VariantFiles.SHIPPED) {
      assertThat(Composition.of(VariantFiles.load(name), 4, 1, parts).variant().name())
          .isEqualTo(name);
    }
  }

  @Test
  void tooFewReplicasForTheFaults() {
    refuses(
        "protocol: bft-bc\ncertificates: signature-set\n",
        3,
        1,
        ":1:11: bft-bc asks threshold for dissemination quorums: n=3 with f=1: two dissemination quorums must share 2 replica(s), which takes q=3, and some"
            + " quorum must be free of any 1 faulty replica(s), which leaves 2; use n >= 4 or f <="
            + " 0");
  }

  @Test
  void thresholdSignaturesOfWeightedVotes() {
    refuses(
        """
        protocol: bft-bc
        certificates: threshold-bls
        quorums: {name: weighted, votes: '2,1,1,1,1,1'}
        """,
        6,
        1,
        ":2:15: threshold-bls needs quorums that are any replicas of a certain number; weighted(votes=[2,"
            + " 1, 1, 1, 1, 1], f=1, read=5, write=5) has others; use the quorum construction"
            + " threshold, or one of the certificate schemes signature-set");
  }

  @Test
  void abdWhereReplicasMayLie() {
    refuses(
        "protocol: abd\ntolerates: byzantine-replicas\n",
        4,
        1,
        ":1:11: the variant demands that byzantine-replicas faults be tolerated; abd tolerates crash"
            + " faults only; protocols that do: bft-bc, bft-bc-base, bft-bc-strong, pbft-bc");
  }

  @Test
  void certificatesThatDieWithTheKeys() {
    refuses(
        "protocol: pbft-bc\ncertificates: signature-set\n",
        4,
        1,
        ":2:15: pbft-bc needs certificates that survive the replacement of the replicas' keys; those of"
            + " signature-set do not; schemes that do: threshold-bls, threshold-rsa");
  }

  @Test
  void certificatesWhereNoneAreUsedAndNoneWhereTheyAre() {
    refuses(
        "protocol: abd\ncertificates: signature-set\n",
        4,
        1,
        ":2:15: abd uses no certificates; leave out the certificate scheme signature-set");
    refuses(
        "protocol: bft-bc\n",
        4,
        1,
        ":1:11: bft-bc needs a certificate scheme; installed: signature-set, threshold-bls,"
            + " threshold-rsa");
  }

  @Test
  void namesThatNobodyOffersAllAtOnce() {
    refuses(
        "protocol: raft\nquorums: rings\nstore: tape\nrecovery: prayer\n",
        4,
        1,
        ":1:11: no installed bundle offers the protocol 'raft'; installed: abd, bft-bc, bft-bc-base,"
            + " bft-bc-strong, pbft-bc",
        ":2:10: no installed bundle offers the quorum construction 'rings'; installed: threshold,"
            + " weighted",
        ":3:8: no installed bundle offers the store 'tape'; installed: memory, rocksdb",
        ":4:11: no installed bundle offers the recovery policy 'prayer'; installed: none");
  }

  @Test
  void namesThatAreNearlyRight() {
    refuses(
        "protocol: bftbc\nquorums: treshold\nsignatures: ed25518\n",
        4,
        1,
        ":1:11: no installed bundle offers the protocol 'bftbc'; installed: abd, bft-bc, bft-bc-base,"
            + " bft-bc-strong, pbft-bc; did you mean 'bft-bc'?",
        ":2:10: no installed bundle offers the quorum construction 'treshold'; installed: threshold,"
            + " weighted; did you mean 'threshold'?",
        ":3:13: no installed bundle offers the signature scheme 'ed25518'; installed: ecdsa-p256,"
            + " ed25519, ml-dsa-65, rsa-pss-3072; did you mean 'ed25519'?");
  }

  @Test
  void optionsThatAPartDoesNotHave() {
    refuses(
        "protocol: {name: abd, speed: high}\n",
        4,
        1,
        ":1:23: the protocol abd has no options: [speed]");
    refuses(
        "protocol: abd\nquorums: {name: threshold, size: 3}\n",
        4,
        1,
        ":2:17: abd asks threshold for regular quorums: threshold quorums take no options; remove"
            + " size");
    refuses(
        "protocol: abd\nrecovery: {name: none, pace: slow}\n",
        4,
        1,
        ":2:24: the recovery policy none has no options: [pace]");
    refuses(
        "protocol: abd\nstore: {name: memory, size: 3}\ntransport:\n  name: local\n  a: 1\n  b: 2\n",
        4,
        1,
        ":4:9: the transport local has no options: [a, b]",
        ":2:23: the store memory has no options: [size]");
  }

  @Test
  void filesThatAreNoVariantsSayWhere() {
    refusesFile(
        "protocol: abd\nstor: memory\n",
        ":2:1: unknown key 'stor'; known: name, protocol, quorums, certificates, signatures,"
            + " transport, store, recovery, tolerates, semantics; did you mean 'store'?");
    refusesFile("store: memory\n", ": the key 'protocol' is missing");
    refusesFile(
        "",
        ": the file is empty; keys: name, protocol, quorums, certificates, signatures, transport,"
            + " store, recovery, tolerates, semantics");
    refusesFile(
        "protocol: abd\ntolerates: everything\n",
        ":2:12: tolerates is one of crash, byzantine-replicas, byzantine-clients, not"
            + " 'everything'");
    refusesFile(
        "semantics:  atomik\nprotocol: abd\n",
        ":1:13: semantics is one of safe, regular, atomic, not 'atomik'; did you mean 'atomic'?");
    refusesFile(
        "protocol:\n  name: abd\nquorums:\n  name: weighted\n  votes: [1, 2]\n",
        ":5:10: the option 'votes' must be a single value");
    refusesFile(
        "quorums:\n  votes: 1,2\nprotocol: abd\n",
        ":2:3: a part is its name, or a mapping with its name and options");
    refusesFile(
        "protocol: abd\nstore: \"a\\eb\"\n", ":2:8: 'a?b' holds characters that cannot be shown");
    refusesFile(
        "protocol: [abd]\n", ":1:11: a part is its name, or a mapping with its name and options");
  }

  @Test
  void whatIsNotWrittenHasNoPlaceInTheFile() throws IOException {
    List<Path> bundles =
        Distribution.bundles().stream()
            .filter(jar -> !jar.toString().matches(".*quorate-(signature|store-rocksdb)-.*"))
            .collect(Collectors.toList());
    bundles.add(
        BroughtBundles.make(
            folder.resolve("acme.jar"), "acme", "1.0.0", FickleProvider.Fault.WRONG_SIGNATURES));
    Path file = Files.writeString(folder.resolve("v.yaml"), "protocol: abd\n");
    try (Parts few = Parts.start(bundles)) {
      assertThatThrownBy(() -> Composition.of(VariantFiles.load(file.toString()), 4, 1, few))
          .isInstanceOf(ImpossibleConfigurationException.class)
          .hasMessageStartingWith(
              "the variant 'custom' cannot work:\n  "
                  + file
                  + ": of the signature scheme 'ed25519' no provider is fit: acme (")
          .hasMessageEndingWith(
              "\n  "
                  + file
                  + ": no installed bundle offers the store 'rocksdb'; installed: memory");
      assertThat(Compositions.valid(4, 1, few)).isEmpty();
    }
  }

  @Test
  void aShippedVariantIsInNoFileOfItsUser() {
    assertThatThrownBy(() -> Composition.of(VariantFiles.load("abd"), 2, 1, parts))
        .hasMessageStartingWith("the variant 'abd' cannot work:\n  abd asks threshold for regular");
  }

  @Test
  void aStoreThatIsChosenElsewhereIsNotToBlameInTheFile() throws IOException {
    Path file =
        Files.writeString(folder.resolve("v.yaml"), "protocol: abd\nstore: memory\ntransport: x\n");
    WrittenVariant onTape = VariantFiles.load(file.toString()).on(Part.named("tape"));
    assertThatThrownBy(() -> Composition.of(onTape, 4, 1, parts))
        .hasMessageContaining(file + ":3:12: no installed bundle offers the transport 'x'")
        .hasMessageContaining(file + ": no installed bundle offers the store 'tape'");
  }

  /** Offers a policy of recovery, as the activator of a bundle that a test brings. */
  public static final class Lazy implements BundleActivator, RecoveryPolicy {
    @Override
    public void start(BundleContext context) {
      context.registerService(
          RecoveryPolicy.class,
          this,
          FrameworkUtil.asDictionary(
              Map.of(PartProperties.NAME, name(), PartProperties.PROVIDER, "test")));
    }

    @Override
    public void stop(BundleContext context) {
      // The framework unregisters what this bundle registered.
    }

    @Override
    public String name() {
      return "lazy";
    }

    @Override
    public int inRecoveryMax() {
      return 1;
    }
  }

  @Test
  void aNewPartTakesPartInEverySlot() throws IOException {
    List<Path> bundles = new ArrayList<>(Distribution.bundles());
    bundles.add(
        BroughtBundles.make(
            folder.resolve("lazy.jar"),
            Lazy.class,
            Map.of(Constants.BUNDLE_SYMBOLICNAME, "test.lazy")));
    try (Parts more = Parts.start(bundles)) {
      assertThat(Compositions.valid(4, 1, more))
          .hasSize(2 * Compositions.valid(4, 1, parts).size())
          .anyMatch(variant -> Part.named("lazy").equals(variant.recovery()));
    }
  }

  @Test
  void whatIsNoClusterHasNoCompositions() {
    assertThatThrownBy(() -> Compositions.valid(0, 1, parts))
        .isInstanceOf(ImpossibleConfigurationException.class)
        .hasMessage("a cluster has 1 to 4096 replicas, not 0");
    assertThatThrownBy(() -> Compositions.valid(4, -1, parts))
        .isInstanceOf(ImpossibleConfigurationException.class)
        .hasMessage("the number of replicas that may be faulty is not negative: -1");
  }

  @Test
  void allThatWorkAreListed() {
    assertThat(Compositions.valid(4, 1, parts))
        .isNotEmpty()
        .allSatisfy(variant -> Composition.of(variant, 4, 1, parts));
    assertThat(Compositions.valid(3, 1, parts))
        .isNotEmpty()
        .allMatch(variant -> variant.protocol().name().equals("abd"));
  }
}
