package org.quorate.console.commands;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.quorate.api.model.ReplicaId;
import org.quorate.client.QuorateClient;
import org.quorate.console.cluster.ClusterFolder;
import org.quorate.console.cluster.Nodes;
import org.quorate.host.codec.ForeignText;
import org.quorate.host.configuration.Member;
import org.quorate.host.deploy.NodeFolder;
import org.quorate.host.parts.Provider;
import org.quorate.host.wire.ReplicaStatus;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code quorate swap}. */
@Command(
    name = "swap",
    description = {
      "Let another provider serve the cluster's signature scheme, while it runs and from then on;",
      "fails if a replica that runs does not follow."
    },
    mixinStandardHelpOptions = true)
public final class SwapCommand implements Callable<Integer> {
  private static final long FOLLOW_MILLIS_MAX = 15_000;

  @Mixin private ClusterArgument argument;
  @Mixin private Output output;

  @Option(
      names = "--provider",
      paramLabel = "SCHEME=PROVIDER",
      required = true,
      description = "For example ed25519=jdk; `quorate status` shows the providers there are.")
  private Map<String, String> providers;

  @Option(
      names = "--replica",
      paramLabel = "I",
      description = "Only this replica; repeatable (default: all replicas and clients).")
  private List<Integer> replicas = List.of();

  @Option(names = "--client", paramLabel = "NAME", description = "Only this client; repeatable.")
  private List<String> clients = List.of();

  /** Who serves one replica now. */
  record Swapped(String replica, String before, String now, String problem) {}

  /** What became of it. */
  record Report(String scheme, String provider, List<Swapped> replicas, int clients) {}

  @Override
  public Integer call() throws IOException {
    if (providers.size() != 1) {
      throw new CommandFailure("--provider is given once, because a variant has one scheme");
    }
    ClusterFolder cluster = argument.existing();
    Map.Entry<String, String> wanted = providers.entrySet().iterator().next();
    try (QuorateClient operator = QuorateClient.open(cluster.operator().path())) {
      String scheme = operator.descriptor().variant().signatures().name();
      if (!scheme.equals(wanted.getKey())) {
        throw new CommandFailure("this cluster signs by " + scheme + ", not by " + wanted.getKey());
      }
      Nodes nodes = new Nodes(operator);
      Map<ReplicaId, ReplicaStatus> before = nodes.ask();
      Set<ReplicaId> chosen = chosen(cluster);
      refuseUnknown(before, chosen, wanted.getValue());
      for (ReplicaId replica : chosen) {
        NodeFolder.choose(cluster.replica(replica).path(), scheme, wanted.getValue());
      }
      List<Path> folders = clientFolders(cluster);
      for (Path client : folders) {
        NodeFolder.choose(client, scheme, wanted.getValue());
      }
      Map<ReplicaId, ReplicaStatus> now =
          nodes.await(
              status ->
                  !chosen.contains(status.replica())
                      || wanted.getValue().equals(status.signatureProvider()),
              FOLLOW_MILLIS_MAX);
      List<Swapped> swapped = new ArrayList<>();
      chosen.forEach(
          replica -> swapped.add(swapped(replica, before, now.get(replica), wanted.getValue())));
      Report report = new Report(scheme, wanted.getValue(), swapped, folders.size());
      print(report);
      return swapped.stream().allMatch(one -> one.problem().isEmpty()) ? 0 : 1;
    }
  }

  private Set<ReplicaId> chosen(ClusterFolder cluster) throws IOException {
    List<ReplicaId> all = cluster.descriptor().members().stream().map(Member::id).toList();
    if (replicas.isEmpty()) {
      return clients.isEmpty() ? new TreeSet<>(all) : Set.of();
    }
    Set<ReplicaId> chosen = new TreeSet<>();
    for (int number : replicas) {
      if (number < 1 || number > all.size()) {
        throw new CommandFailure(
            "there is no replica " + number + "; there are 1 to " + all.size());
      }
      chosen.add(new ReplicaId(number));
    }
    return chosen;
  }

  private List<Path> clientFolders(ClusterFolder cluster) throws IOException {
    List<Path> folders = new ArrayList<>();
    if (clients.isEmpty() && replicas.isEmpty()) {
      for (String name : cluster.clientNames()) {
        folders.add(cluster.client(name).path());
      }
      folders.add(cluster.operator().path());
    }
    for (String name : clients) {
      folders.add(cluster.existingClient(name).path());
    }
    return folders;
  }

  private static void refuseUnknown(
      Map<ReplicaId, ReplicaStatus> before, Set<ReplicaId> chosen, String provider) {
    for (ReplicaStatus status : before.values()) {
      Set<String> known = new HashSet<>();
      status.providers().forEach(state -> known.add(state.provider().name()));
      if (chosen.contains(status.replica()) && !known.contains(provider)) {
        throw new CommandFailure(
            status.replica()
                + " has no provider '"
                + provider
                + "'; it has "
                + ForeignText.shown(String.join(", ", known.stream().sorted().toList()))
                + "; nothing was changed");
      }
    }
  }

  private static Swapped swapped(
      ReplicaId replica,
      Map<ReplicaId, ReplicaStatus> before,
      @Nullable ReplicaStatus now,
      String provider) {
    ReplicaStatus then = before.get(replica);
    if (now == null || then == null) {
      return new Swapped(replica.toString(), "", "", "");
    }
    String serving = String.valueOf(now.signatureProvider());
    String problem =
        now.providers().stream()
            .filter(state -> state.provider().name().equals(provider))
            .map(Provider.State::reason)
            .filter(reason -> !reason.isEmpty())
            .findFirst()
            .orElse(serving.equals(provider) ? "" : "it does not follow");
    return new Swapped(
        replica.toString(), String.valueOf(then.signatureProvider()), serving, problem);
  }

  private void print(Report report) {
    output.print(
        Report.class,
        report,
        out -> {
          for (Swapped one : report.replicas()) {
            if (one.now().isEmpty()) {
              out.println(
                  one.replica() + "  does not run; it will start with " + report.provider());
            } else {
              String problem = one.problem().isEmpty() ? "" : ": " + one.problem();
              String change = one.before() + " -> " + one.now() + problem;
              out.println(one.replica() + "  " + ForeignText.shown(change));
            }
          }
          out.printf(
              "%d client%s told%n", report.clients(), report.clients() == 1 ? " was" : "s were");
        });
  }
}
