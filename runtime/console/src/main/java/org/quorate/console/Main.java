package org.quorate.console;

import java.io.IOException;
import java.io.InputStream;
import java.util.logging.LogManager;
import org.quorate.api.quorum.ImpossibleConfigurationException;
import org.quorate.api.register.RegisterException;
import org.quorate.console.commands.AttackCommand;
import org.quorate.console.commands.AttacksCommand;
import org.quorate.console.commands.BenchCommand;
import org.quorate.console.commands.CheckCommand;
import org.quorate.console.commands.ClientCommand;
import org.quorate.console.commands.CommandFailure;
import org.quorate.console.commands.DemoCommand;
import org.quorate.console.commands.GetCommand;
import org.quorate.console.commands.InitCommand;
import org.quorate.console.commands.LoadCommand;
import org.quorate.console.commands.PartsCommand;
import org.quorate.console.commands.PutCommand;
import org.quorate.console.commands.ReplicaCommand;
import org.quorate.console.commands.StartCommand;
import org.quorate.console.commands.StatusCommand;
import org.quorate.console.commands.StopCommand;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line: {@code quorate COMMAND ...}. */
@Command(
    name = "quorate",
    description = "Atomic registers that keep their promises while replicas and clients lie.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    subcommands = {
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
      ClientCommand.class,
      PartsCommand.class,
      AttacksCommand.class,
      AttackCommand.class,
      HelpCommand.class,
      GenerateCompletion.class
    })
public final class Main implements Runnable {
  @Spec private CommandSpec spec;

  /**
   * Runs the command and ends the process with its exit code: 0 for success, 1 for a failed
   * operation, 2 for wrong usage.
   */
  public static void main(String[] arguments) {
    bindLogging();
    System.exit(run(arguments));
  }

  static int run(String... arguments) {
    return new CommandLine(new Main())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(Main::failed)
        .execute(arguments);
  }

  /** A user's mistake and a failed operation get one clear message; a bug shows where it is. */
  private static int failed(Exception failure, CommandLine command, CommandLine.ParseResult parsed)
      throws Exception {
    String name = command.getCommandName();
    if (failure instanceof ImpossibleConfigurationException) {
      command.getErr().println(name + ": " + failure.getMessage());
      return CommandLine.ExitCode.USAGE;
    }
    if (failure instanceof IOException
        || failure instanceof RegisterException
        || failure instanceof CommandFailure) {
      command.getErr().println(name + ": " + failure.getMessage());
      return CommandLine.ExitCode.SOFTWARE;
    }
    throw failure;
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
