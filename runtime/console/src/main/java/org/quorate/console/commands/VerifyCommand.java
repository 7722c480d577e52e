package org.quorate.console.commands;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.quorate.console.verification.Check;
import org.quorate.console.verification.Verification;
import org.quorate.console.verification.VerificationReport;
import org.quorate.host.deploy.NodeFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code quorate verify}. */
@Command(
    name = "verify",
    description = {
      "Verify a bundle by its file: conformance kit, hostile input, attacks in simulation,",
      "a real cluster under load, and whether it can be exchanged or removed without a trace."
    },
    mixinStandardHelpOptions = true)
public final class VerifyCommand implements Callable<Integer> {
  private static final String SUFFIX = ".jar";

  @Spec private CommandSpec command;

  @Parameters(paramLabel = "BUNDLE", description = "The jar.")
  private Path bundle;

  @Option(
      names = "--seeds",
      paramLabel = "N",
      defaultValue = "200",
      description = {
        "How many runs each composition is attacked in; a tenth of them with real",
        "cryptography (default: ${DEFAULT-VALUE})."
      })
  private int seeds;

  @Option(
      names = "--option",
      paramLabel = "NAME=VALUE",
      description = "An option of the part, as in a variant's file; repeatable.")
  private Map<String, String> options = Map.of();

  @Option(
      names = "--limit",
      paramLabel = "SECONDS",
      defaultValue = "600",
      description = "How long one check may take (default: ${DEFAULT-VALUE}).")
  private int limitSeconds;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "The result, in JSON (default: beside the bundle, NAME.verified.json).")
  private @Nullable Path out;

  @Mixin private Output output;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (seeds < 1 || limitSeconds < 1) {
      throw new ParameterException(command.commandLine(), "--seeds and --limit are at least 1");
    }
    if (!NodeFolder.isBundle(bundle)) {
      throw new CommandFailure(bundle + ": the name of a bundle's file ends in .jar");
    }
    VerificationReport report =
        new Verification(bundle, seeds, options, Duration.ofSeconds(limitSeconds), this::progress)
            .run();
    Path file = out == null ? besideBundle() : out;
    Files.writeString(file, Output.json(VerificationReport.class, report));
    output.print(
        VerificationReport.class,
        report,
        text -> {
          text.print(report.text());
          text.println("result: " + file);
        });
    return report.holds() ? 0 : 1;
  }

  private Path besideBundle() {
    String name = bundle.getFileName().toString();
    return bundle.resolveSibling(
        name.substring(0, name.length() - SUFFIX.length()) + ".verified.json");
  }

  private void progress(Check check) {
    PrintWriter err = command.commandLine().getErr();
    err.printf(
        "verify: %s: %s %s%n", check.part(), check.what(), check.holds() ? "holds" : "FAILS");
    err.flush();
  }
}
