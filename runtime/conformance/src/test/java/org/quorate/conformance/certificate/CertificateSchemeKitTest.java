package org.quorate.conformance.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.quorate.api.certificate.CertificateScheme;
import org.quorate.conformance.result.KitResult;
import org.quorate.conformance.result.KitRun;

/** The kit must pass a scheme that is right, and find what is wrong with each that is not. */
class CertificateSchemeKitTest {
  /** Which flaw the kit examines is said by a parameter of its run. */
  private static final String FLAW = "quorate.test.flaw";

  /** The kit as an author would write it; started by this test only. */
  static class Examined extends CertificateSchemeKit {
    @Override
    protected CertificateScheme scheme() {
      return new ToyScheme(ToyScheme.Flaw.valueOf(System.getProperty(FLAW, "NONE")));
    }
  }

  /** The tests of the kit that a scheme with {@code flaw} fails. */
  private static Set<String> failures(ToyScheme.Flaw flaw) {
    System.setProperty(FLAW, flaw.name());
    try {
      KitResult result = KitRun.of(Examined.class);
      assertThat(result.cases()).as("tests that ran").hasSizeGreaterThan(25);
      return result.failures();
    } finally {
      System.clearProperty(FLAW);
    }
  }

  @Test
  void passesASchemeThatIsRight() {
    assertThat(failures(ToyScheme.Flaw.NONE)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "IGNORES_THE_KEY, e4_aCertificateCountsForItsStatementOnly",
    "COUNTS_ONE_LESS, h5_lessThanAQuorumGivesNothing",
    "NAMES_NOBODY, h1_upToFLiarsAreNamedAndCostTimeOnly",
    "ACCUSES_EVERYBODY, h1_withTooManyLiarsThereIsNoCertificateAndNobodyIsAccusedFalsely",
    "GIVES_UP_ON_A_LIE, h1_upToFLiarsAreNamedAndCostTimeOnly",
    "IGNORES_THE_INDEX, h2_anAttestationCountsForItsReplicaOnly",
    "MIXES_SHARINGS, h3_attestationsOfTwoSharingsNeverCombine",
    "TAKES_TRAILING_BYTES, h4_anAlteredCertificateIsRefused",
    "THROWS_ON_GARBAGE, d5_noGarbageIsAnExceptionOrACertificate",
    "TRUSTS_A_BATCH, verifyAllSaysWhatVerifySays",
    "TAKES_ANY_SECRET, attests_onlyWithTheSecretOfThatReplica",
    "SHOWS_SECRETS, attests_onlyWithTheSecretOfThatReplica",
    "TURNS_THE_ORDER, attestsAllStatementsInTheirOrder"
  })
  void findsTheFlaw(ToyScheme.Flaw flaw, String test) {
    assertThat(failures(flaw)).contains(test);
  }
}
