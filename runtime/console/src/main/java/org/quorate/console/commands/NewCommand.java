package org.quorate.console.commands;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import javax.lang.model.SourceVersion;
import org.jspecify.annotations.Nullable;
import org.quorate.console.cluster.FolderTree;
import org.quorate.console.extension.Archetype;
import org.quorate.console.extension.Archetypes;
import org.quorate.host.composition.Nearest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code quorate new}. */
@Command(
    name = "new",
    description = {
      "Make the project of a new part: it builds a bundle, passes its conformance kit,",
      "and is yours to change. Needs Maven to build."
    },
    mixinStandardHelpOptions = true)
public final class NewCommand implements Callable<Integer> {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
  private static final Pattern GROUP = Pattern.compile("[a-z][a-z0-9_]*(\\.[a-z][a-z0-9_]*)*");
  private static final int NAME_LENGTH_MAX = 60;
  private static final String VERSION = "1.0.0";

  @Spec private CommandSpec command;

  @Parameters(
      index = "0",
      paramLabel = "KIND",
      description = {
        "quorum-construction, signature-provider,",
        "certificate-scheme, register-protocol or adversary."
      })
  private String kind;

  @Parameters(
      index = "1",
      paramLabel = "NAME",
      description = "Of the project and of its part, for example majority-of-sites.")
  private String name;

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      description = "The folder to make; it must not exist, or be empty (default: NAME).")
  private @Nullable Path folder;

  @Option(
      names = "--group",
      paramLabel = "GROUP",
      defaultValue = "com.example",
      description =
          "The Maven group, and what its package begins with (default: ${DEFAULT-VALUE}).")
  private String group;

  @Mixin private Output output;

  /**
   * What was made.
   *
   * @param files their lines, by their path in the folder
   * @param bundle that Maven will build, likewise
   */
  record Report(String folder, String kind, String name, Map<String, Long> files, String bundle) {}

  @Override
  public Integer call() throws IOException {
    Archetypes archetypes = Archetypes.find();
    List<String> kinds = archetypes.kinds();
    Archetype archetype =
        archetypes
            .of(kind)
            .orElseThrow(
                () ->
                    wrong(
                        "there is no KIND '"
                            + kind
                            + "', only "
                            + String.join(", ", kinds)
                            + Nearest.hint(kind, kinds)));
    if (!NAME.matcher(name).matches() || name.length() > NAME_LENGTH_MAX) {
      throw wrong(
          "a NAME is at most "
              + NAME_LENGTH_MAX
              + " of a-z, 0-9 and -, such as majority-of-sites, not '"
              + name
              + "'");
    }
    if (!GROUP.matcher(group).matches()) {
      throw wrong("a GROUP is that of a Java package, such as com.example, not '" + group + "'");
    }
    Archetype.Coordinates project = new Archetype.Coordinates(group, name, VERSION);
    if (!SourceVersion.isName(project.packageName())) {
      throw wrong(project.packageName() + ", its package, is no name in Java; choose another NAME");
    }
    Path made = folder == null ? Path.of(name) : folder;
    if (Files.exists(made) && !(Files.isDirectory(made) && FolderTree.isEmpty(made))) {
      throw new CommandFailure(made + " exists already; give another --dir");
    }
    Map<String, Long> files = archetype.make(project, made);
    Report report =
        new Report(made.toString(), kind, name, files, "target/" + name + "-" + VERSION + ".jar");
    output.print(Report.class, report, out -> print(report, out));
    return 0;
  }

  private static void print(Report report, PrintWriter out) {
    report.files().forEach((file, lines) -> out.printf("%5d lines  %s%n", lines, file));
    out.printf(
        "%s: the project of the %s %s%n"
            + "next: cd %s && mvn verify%n"
            + "      quorate verify %s%n",
        report.folder(), report.kind(), report.name(), report.folder(), report.bundle());
  }

  private ParameterException wrong(String what) {
    return new ParameterException(command.commandLine(), what);
  }
}
