package org.quorate.distributions.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.Constants;
import org.quorate.console.verification.Check;
import org.quorate.console.verification.Verification;
import org.quorate.console.verification.VerificationReport;
import org.quorate.distributions.swap.BroughtBundles;
import org.quorate.distributions.swap.FickleProvider.Fault;

/** Bundles that are wrong on purpose; sound ones are verified where the guide to them is run. */
@Tag("thorough")
class VerificationTest {
  private static final int SEEDS = 2;
  private static final Duration LIMIT = Duration.ofMinutes(5);

  @TempDir private Path folder;

  @Test
  void quorumsThatShareNothingFailTheKitAndTheAttacks() throws Exception {
    VerificationReport report = verify(bundle(DisjointQuorums.class, QUORUMS), LIMIT);

    assertThat(report.holds()).isFalse();
    assertThat(failed(report)).contains("kit", "attacks").doesNotContain("come and go");
    assertThat(report.text())
        .contains("intersectsAsPromised", "runs fail, the first with seed", "NOT verified");
  }

  @Test
  void aProviderOfWrongSignaturesFailsTheKit() throws Exception {
    VerificationReport report = verify(provider(Fault.WRONG_SIGNATURES), LIMIT);

    assertThat(failed(report)).contains("kit");
    assertThat(report.text()).containsPattern("SignatureSchemeKit: \\d+ passed, [1-9]\\d* failed");
  }

  @Test
  void aBundleThatLeavesAThreadFailsWhenItGoes() throws Exception {
    Path bundle = bundle(ForgottenThread.class, ForgottenThread.Scribbler.class);
    VerificationReport report = verify(bundle, LIMIT);

    assertThat(failed(report)).containsExactly("come and go");
    assertThat(report.text()).contains("these threads running: [forgotten]");
  }

  @Test
  void aProviderThatHangsIsNotWaitedForForEver() throws Exception {
    VerificationReport report = verify(provider(Fault.HANGS), Duration.ofSeconds(5));

    assertThat(report.checks()).hasSize(1);
    assertThat(report.text()).contains("did not return in 5 s");
  }

  @Test
  void aBundleThatDoesNotStartIsRefused() throws Exception {
    Path bundle = provider(Fault.THROWS_AT_START);

    assertThatThrownBy(() -> verify(bundle, LIMIT))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("it does not start")
        .hasMessageContaining("as it meant to");
  }

  @Test
  void aBundleWithoutAPartIsRefused() throws Exception {
    Path bundle = bundle(IdleBundle.class);

    assertThatThrownBy(() -> verify(bundle, LIMIT))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("it offers no part: its activator registers no service of");
  }

  private static final Class<?>[] QUORUMS = {
    DisjointQuorums.Construction.class, DisjointQuorums.AnyOne.class
  };

  private Path bundle(Class<? extends BundleActivator> activator, Class<?>... others)
      throws IOException {
    return BroughtBundles.make(
        folder.resolve("test.jar"),
        activator,
        Map.of(Constants.BUNDLE_SYMBOLICNAME, "test.verified", Constants.BUNDLE_VERSION, "1.0.0"),
        others);
  }

  private Path provider(Fault fault) throws IOException {
    return BroughtBundles.make(folder.resolve("test.jar"), "acme", "1.0.0", fault);
  }

  private static VerificationReport verify(Path bundle, Duration limit)
      throws IOException, InterruptedException {
    return new Verification(bundle, SEEDS, Map.of(), limit, check -> {}).run();
  }

  private static List<String> failed(VerificationReport report) {
    return report.checks().stream()
        .filter(check -> !check.holds())
        .map(Check::what)
        .distinct()
        .toList();
  }
}
