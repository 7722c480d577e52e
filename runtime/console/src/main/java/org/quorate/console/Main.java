package org.quorate.console;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.logging.LogManager;
import org.quorate.api.model.Key;
import org.quorate.api.quorum.ImpossibleConfigurationException;
import org.quorate.api.register.RegisterException;
import org.quorate.console.commands.AttackCommand;
import org.quorate.console.commands.AttacksCommand;
import org.quorate.console.commands.BenchCommand;
import org.quorate.console.commands.CheckCommand;
import org.quorate.console.commands.ClientCommand;
import org.quorate.console.commands.CommandFailure;
import org.quorate.console.commands.DemoCommand;
import org.quorate.console.commands.DeployCommand;
import org.quorate.console.commands.ExplainCommand;
import org.quorate.console.commands.ExploreCommand;
import org.quorate.console.commands.GetCommand;
import org.quorate.console.commands.InitCommand;
import org.quorate.console.commands.LoadCommand;
import org.quorate.console.commands.NewCommand;
import org.quorate.console.commands.PartsCommand;
import org.quorate.console.commands.PutCommand;
import org.quorate.console.commands.ReplicaCommand;
import org.quorate.console.commands.ReportCardCommand;
import org.quorate.console.commands.SimulateCommand;
import org.quorate.console.commands.StartCommand;
import org.quorate.console.commands.StatusCommand;
import org.quorate.console.commands.StopCommand;
import org.quorate.console.commands.SwapCommand;
import org.quorate.console.commands.SwapsCommand;
import org.quorate.console.commands.VerifyCommand;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** The command line: {@code quorate COMMAND ...}. */
@Command(
    name = "quorate",
    description = "Atomic registers that keep their promises while replicas and clients lie.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class)
public final class Main implements Runnable {
  private static final List<Class<?>> COMMANDS =
      List.of(
          DemoCommand.class,
          InitCommand.class,
          StartCommand.class,
          StatusCommand.class,
          StopCommand.class,
          ReplicaCommand.class,
          PutCommand.class,
          GetCommand.class,
          LoadCommand.class,
          CheckCommand.class,
          BenchCommand.class,
          SimulateCommand.class,
          ExploreCommand.class,
          ReportCardCommand.class,
          ClientCommand.class,
          PartsCommand.class,
          ExplainCommand.class,
          SwapCommand.class,
          SwapsCommand.class,
          DeployCommand.class,
          NewCommand.class,
          VerifyCommand.class,
          AttacksCommand.class,
          AttackCommand.class,
          HelpCommand.class,
          GenerateCompletion.class);

  @Spec private CommandSpec spec;

  /**
   * Runs the command and ends the process with its exit code: 0 for success, 1 for a failed
   * operation, 2 for wrong usage.
   */
  public static void main(String[] arguments) {
    bindLogging();
    System.exit(run(arguments));
  }

  /** Runs the command; its exit code. */
  public static int run(String... arguments) {
    CommandLine quorate = new CommandLine(new Main());
    commands(arguments).forEach(quorate::addSubcommand);
    return quorate
        .registerConverter(Key.class, Main::key)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(Main::failed)
        .execute(arguments);
  }

  /**
   * The command that is named, or all of them for one that lists or names others: to read the
   * annotations of all takes time at each start of a replica.
   */
  private static List<Class<?>> commands(String... arguments) {
    return COMMANDS.stream()
        .filter(command -> arguments.length > 0 && arguments[0].equals(name(command)))
        .filter(command -> command != HelpCommand.class && command != GenerateCompletion.class)
        .findFirst()
        .<List<Class<?>>>map(List::of)
        .orElse(COMMANDS);
  }

  private static String name(Class<?> command) {
    return command.getAnnotation(Command.class).name();
  }

  private static Key key(String name) {
    try {
      return new Key(name);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }

  /** A user's mistake and a failed operation get one clear message; a bug shows where it is. */
  private static int failed(Exception failure, CommandLine command, CommandLine.ParseResult parsed)
      throws Exception {
    String name = command.getCommandName();
    if (failure instanceof ImpossibleConfigurationException) {
      command.getErr().println(name + ": " + failure.getMessage());
      return CommandLine.ExitCode.USAGE;
    }
    if (failure instanceof FileSystemException file) {
      command.getErr().println(name + ": " + describe(file));
      return CommandLine.ExitCode.SOFTWARE;
    }
    if (failure instanceof IOException
        || failure instanceof RegisterException
        || failure instanceof CommandFailure) {
      command.getErr().println(name + ": " + failure.getMessage());
      return CommandLine.ExitCode.SOFTWARE;
    }
    throw failure;
  }

  /** The platform's message is often the bare name of the file. */
  private static String describe(FileSystemException e) {
    if (e instanceof NoSuchFileException) {
      return "there is no file " + e.getFile();
    }
    if (e instanceof AccessDeniedException) {
      return "no permission for " + e.getFile();
    }
    return String.valueOf(e.getMessage());
  }

  /** One line an event, on the error stream; see {@code logging.properties} beside this class. */
  private static void bindLogging() {
    try (InputStream in = Main.class.getResourceAsStream("logging.properties")) {
      LogManager.getLogManager().readConfiguration(in);
    } catch (IOException e) {
      throw new IllegalStateException("the logging configuration is part of the jar", e);
    }
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Say which command; --help lists them.");
  }

  /** The version that the build wrote into the manifest. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Main.class.getPackage().getImplementationVersion();
      return new String[] {"quorate " + (version == null ? "(not packaged)" : version)};
    }
  }
}
