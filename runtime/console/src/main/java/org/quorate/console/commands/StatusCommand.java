package org.quorate.console.commands;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.quorate.api.model.ReplicaId;
import org.quorate.client.QuorateClient;
import org.quorate.console.cluster.ClusterFolder;
import org.quorate.host.codec.ForeignText;
import org.quorate.host.configuration.Descriptor;
import org.quorate.host.configuration.Member;
import org.quorate.host.parts.Provider;
import org.quorate.host.wire.ReplicaStatus;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code quorate status}. */
@Command(
    name = "status",
    description = "Ask all replicas how they are; fails if not all of them are well.",
    mixinStandardHelpOptions = true)
public final class StatusCommand implements Callable<Integer> {
  @Mixin private ClusterArgument argument;
  @Mixin private Output output;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "5",
      description = "How long to wait for answers (default: ${DEFAULT-VALUE}).")
  private int timeoutSeconds;

  /** The answers, and the replicas that gave none. */
  record Report(List<ReplicaStatus> answered, List<String> silent) {
    boolean isWell() {
      return silent.isEmpty()
          && answered.stream().allMatch(status -> status.complaints().isEmpty());
    }
  }

  @Override
  public Integer call() throws IOException {
    ClusterFolder cluster = argument.existing();
    try (QuorateClient operator = QuorateClient.open(cluster.operator().path())) {
      Map<ReplicaId, ReplicaStatus> statuses =
          operator.status(Duration.ofSeconds(timeoutSeconds)).toCompletableFuture().join();
      Descriptor descriptor = operator.descriptor();
      List<String> silent = new ArrayList<>();
      for (Member member : descriptor.members()) {
        if (!statuses.containsKey(member.id())) {
          silent.add(member.id().toString());
        }
      }
      Report report = new Report(List.copyOf(statuses.values()), silent);
      output.print(Report.class, report, out -> print(out, descriptor, report));
      return report.isWell() ? 0 : 1;
    }
  }

  private static void print(PrintWriter out, Descriptor descriptor, Report report) {
    out.printf(
        "%s, %s, n=%d, f=%d%n",
        descriptor.variant().name(),
        descriptor.epoch(),
        descriptor.replicas(),
        descriptor.faults());
    for (ReplicaStatus status : report.answered()) {
      out.printf(
          "%s  up %d s, %d requests in %d turns, refused %s%s%n",
          status.replica(),
          status.uptimeMillis() / 1000,
          status.requests(),
          status.turns(),
          status.refusals().isEmpty() ? "none" : ForeignText.shown(status.refusals().toString()),
          status.adversary() == null ? "" : ", LIES: " + ForeignText.shown(status.adversary()));
      status.providers().forEach(state -> out.println("    " + shown(state)));
      status.bundles().forEach(state -> out.println("    " + ForeignText.shown("" + state)));
      status.complaints().forEach(complaint -> out.println("    " + ForeignText.shown(complaint)));
    }
    report.silent().forEach(replica -> out.println(replica + "  no answer"));
  }

  private static String shown(Provider.State state) {
    String standing = state.standing().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    String reason = state.reason().isEmpty() ? "" : ": " + state.reason();
    return ForeignText.shown("provider " + state.provider() + " " + standing + reason);
  }
}
