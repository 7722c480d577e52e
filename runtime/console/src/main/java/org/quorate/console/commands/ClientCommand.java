package org.quorate.console.commands;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.quorate.console.cluster.ClientRegistry;
import org.quorate.console.cluster.ClientRegistry.Entry;
import org.quorate.host.identity.Rights;
import org.quorate.host.parts.BundleFiles;
import org.quorate.host.parts.Parts;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code quorate client}. */
@Command(
    name = "client",
    description = "Issue, remove and list the identities of clients.",
    mixinStandardHelpOptions = true,
    subcommands = {
      ClientCommand.Add.class,
      ClientCommand.Revoke.class,
      ClientCommand.ListClients.class
    })
public final class ClientCommand {
  @Mixin private ClusterArgument argument;

  private ClientRegistry registry(Parts parts) throws IOException {
    return new ClientRegistry(argument.existing(), parts);
  }

  /** {@code quorate client DIR add}. */
  @Command(
      name = "add",
      description = "Make a client; without --read and --write it may do everything.",
      mixinStandardHelpOptions = true)
  static final class Add implements Callable<Integer> {
    @ParentCommand private ClientCommand parent;

    @Parameters(paramLabel = "NAME", description = "1 to 64 of A-Z a-z 0-9 . _ -")
    private String name;

    @Option(
        names = "--read",
        paramLabel = "PREFIX",
        description = "May read registers whose names begin so; repeatable.")
    private @Nullable List<String> reads;

    @Option(
        names = "--write",
        paramLabel = "PREFIX",
        description = "May write registers whose names begin so; repeatable.")
    private @Nullable List<String> writes;

    @Mixin private Output output;

    @Override
    public Integer call() throws IOException {
      Rights rights =
          reads == null && writes == null
              ? Rights.ALL
              : new Rights(reads == null ? List.of() : reads, writes == null ? List.of() : writes);
      try (Parts parts = Parts.start(BundleFiles.find())) {
        Entry added = parent.registry(parts).add(name, rights);
        output.print(Entry.class, added, out -> out.println("added " + added.describe()));
      }
      return 0;
    }
  }

  /** {@code quorate client DIR revoke}. */
  @Command(
      name = "revoke",
      description = "Remove a client; done when a quorum of replicas has acknowledged it.",
      mixinStandardHelpOptions = true)
  static final class Revoke implements Callable<Integer> {
    @ParentCommand private ClientCommand parent;

    @Parameters(paramLabel = "NAME", description = "The client.")
    private String name;

    @Mixin private Output output;

    @Override
    public Integer call() throws IOException {
      try (Parts parts = Parts.start(BundleFiles.find())) {
        ClientRegistry.Revoked revoked = parent.registry(parts).revoke(name);
        output.print(ClientRegistry.Revoked.class, revoked, out -> out.println(revoked.describe()));
        return revoked.inForce() ? 0 : 1;
      }
    }
  }

  /** {@code quorate client DIR list}. */
  @Command(
      name = "list",
      description = "List the clients with their rights.",
      mixinStandardHelpOptions = true)
  static final class ListClients implements Callable<Integer> {
    @ParentCommand private ClientCommand parent;
    @Mixin private Output output;

    /** All clients. */
    record Report(List<Entry> clients) {}

    @Override
    public Integer call() throws IOException {
      try (Parts parts = Parts.start(BundleFiles.find())) {
        List<Entry> entries = new ArrayList<>(parent.registry(parts).list());
        output.print(
            Report.class,
            new Report(entries),
            out -> entries.forEach(entry -> out.println(entry.describe())));
      }
      return 0;
    }
  }
}
