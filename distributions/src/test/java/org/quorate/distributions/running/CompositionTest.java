package org.quorate.distributions.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quorate.api.quorum.ImpossibleConfigurationException;
import org.quorate.distributions.Distribution;
import org.quorate.host.composition.Composition;
import org.quorate.host.composition.Compositions;
import org.quorate.host.composition.VariantFiles;
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
        .hasMessage("the variant 'custom' cannot work:\n  " + String.join("\n  ", reasons));
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
        "n=3 with f=1: two dissemination quorums must share 2 replica(s), which takes q=3, and some"
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
        "threshold-bls needs quorums that are any replicas of a certain number; weighted(votes=[2,"
            + " 1, 1, 1, 1, 1], f=1, read=5, write=5) has others; use the quorum construction"
            + " threshold, or one of the certificate schemes signature-set");
  }

  @Test
  void abdWhereReplicasMayLie() {
    refuses(
        "protocol: abd\ntolerates: byzantine-replicas\n",
        4,
        1,
        "the variant demands that byzantine-replicas faults be tolerated; abd tolerates crash"
            + " faults only; protocols that do: bft-bc, bft-bc-base, bft-bc-strong, pbft-bc");
  }

  @Test
  void certificatesThatDieWithTheKeys() {
    refuses(
        "protocol: pbft-bc\ncertificates: signature-set\n",
        4,
        1,
        "pbft-bc needs certificates that survive the replacement of the replicas' keys; those of"
            + " signature-set do not; schemes that do: threshold-bls, threshold-rsa");
  }

  @Test
  void certificatesWhereNoneAreUsedAndNoneWhereTheyAre() {
    refuses(
        "protocol: abd\ncertificates: signature-set\n",
        4,
        1,
        "abd uses no certificates; leave out the certificate scheme signature-set");
    refuses(
        "protocol: bft-bc\n",
        4,
        1,
        "bft-bc needs a certificate scheme; installed: signature-set, threshold-bls,"
            + " threshold-rsa");
  }

  @Test
  void namesThatNobodyOffersAllAtOnce() {
    refuses(
        "protocol: raft\nquorums: rings\nstore: tape\nrecovery: prayer\n",
        4,
        1,
        "no installed bundle offers the protocol 'raft'; installed: abd, bft-bc, bft-bc-base,"
            + " bft-bc-strong, pbft-bc",
        "no installed bundle offers the quorum construction 'rings'; installed: threshold,"
            + " weighted",
        "no installed bundle offers the store 'tape'; installed: memory, rocksdb",
        "no installed bundle offers the recovery policy 'prayer'; installed: none");
  }

  @Test
  void namesThatAreNearlyRight() {
    refuses(
        "protocol: bftbc\nquorums: treshold\nsignatures: ed25518\n",
        4,
        1,
        "no installed bundle offers the protocol 'bftbc'; installed: abd, bft-bc, bft-bc-base,"
            + " bft-bc-strong, pbft-bc; did you mean 'bft-bc'?",
        "no installed bundle offers the quorum construction 'treshold'; installed: threshold,"
            + " weighted; did you mean 'threshold'?",
        "no installed bundle offers the signature scheme 'ed25518'; installed: ecdsa-p256,"
            + " ed25519, ml-dsa-65, rsa-pss-3072; did you mean 'ed25519'?");
  }

  @Test
  void optionsThatAPartDoesNotHave() {
    refuses(
        "protocol: {name: abd, speed: high}\n", 4, 1, "the protocol abd has no options: [speed]");
    refuses(
        "protocol: abd\nquorums: {name: threshold, size: 3}\n",
        4,
        1,
        "threshold quorums take no options; remove size");
    refuses(
        "protocol: abd\nrecovery: {name: none, pace: slow}\n",
        4,
        1,
        "the recovery policy none has no options: [pace]");
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
        ": tolerates is one of crash, byzantine-replicas, byzantine-clients, not 'everything'");
    refusesFile(
        "protocol: [abd]\n", ":1:15: a part is its name, or a mapping with its name and options");
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
