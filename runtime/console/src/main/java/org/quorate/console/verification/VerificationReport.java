package org.quorate.console.verification;

import java.util.List;
import java.util.Locale;
import org.quorate.conformance.result.KitResult;

/**
 * What came of verifying a bundle.
 *
 * @param format {@value #FORMAT}
 * @param bundle the name of its file
 * @param sha256 of its content
 * @param symbolicName of the bundle
 * @param version of the bundle
 * @param signer who signed all of it; empty if nobody did
 * @param holds whether every check does
 * @param checks in the order in which they were made
 * @param kits all cases of the conformance kits
 */
public record VerificationReport(
    String format,
    String bundle,
    String sha256,
    String symbolicName,
    String version,
    String signer,
    boolean holds,
    List<Check> checks,
    List<KitResult> kits) {
  static final String FORMAT = "quorate/verification/1";

  public VerificationReport {
    checks = List.copyOf(checks);
    kits = List.copyOf(kits);
  }

  /** For people; a line for each check, and the verdict. */
  public String text() {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%s: %s %s, %s%n",
            bundle,
            symbolicName,
            version,
            signer.isEmpty() ? "signed by nobody" : "signed by " + signer));
    String part = "";
    for (Check check : checks) {
      if (!check.part().equals(part)) {
        part = check.part();
        text.append(part).append(System.lineSeparator());
      }
      text.append(
          String.format(
              Locale.ROOT,
              "  %-5s  %-13s  %s%n",
              check.holds() ? "holds" : "FAILS",
              check.what(),
              check.said().replace("\n", "\n" + " ".repeat(24))));
    }
    long failed = checks.stream().filter(check -> !check.holds()).count();
    return text.append(
            holds
                ? String.format(
                    Locale.ROOT, "verified: %d of %d hold%n", checks.size(), checks.size())
                : String.format(
                    Locale.ROOT, "NOT verified: %d of %d fail%n", failed, checks.size()))
        .toString();
  }
}
