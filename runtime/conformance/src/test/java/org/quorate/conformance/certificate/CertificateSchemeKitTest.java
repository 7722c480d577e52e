package org.quorate.conformance.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.quorate.api.certificate.CertificateScheme;

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
    Outcome outcome = new Outcome();
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(selectClass(Examined.class))
            .configurationParameter("jqwik.database", "target/jqwik-database-of-kits")
            .build();
    System.setProperty(FLAW, flaw.name());
    try {
      LauncherFactory.create().execute(request, outcome);
    } finally {
      System.clearProperty(FLAW);
    }
    assertThat(outcome.finished).as("tests that ran").hasSizeGreaterThan(25);
    return outcome.failed;
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

  /** Which tests finished, by the names of their methods. */
  private static final class Outcome implements TestExecutionListener {
    private final List<String> finished = new ArrayList<>();
    private final Set<String> failed = new TreeSet<>();

    @Override
    public void executionFinished(TestIdentifier identifier, TestExecutionResult result) {
      if (identifier.isTest()) {
        String name = identifier.getDisplayName().replace("()", "").replace(' ', '_');
        finished.add(name);
        if (result.getStatus() != TestExecutionResult.Status.SUCCESSFUL) {
          failed.add(name);
        }
      }
    }
  }
}
