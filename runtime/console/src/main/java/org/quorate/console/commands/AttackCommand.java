package org.quorate.console.commands;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.quorate.api.adversary.ClientAdversary;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.Key;
import org.quorate.api.model.Value;
import org.quorate.api.register.OperationResult;
import org.quorate.api.register.RegisterException;
import org.quorate.client.Attacks.SharedRequest;
import org.quorate.client.QuorateClient;
import org.quorate.console.cluster.ClusterFolder;
import org.quorate.host.codec.MalformedException;
import org.quorate.host.codec.RecordCodec;
import org.quorate.host.parts.BundleFiles;
import org.quorate.host.parts.Parts;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code quorate attack}. */
@Command(
    name = "attack",
    description = "Attack a cluster as one of its clients, to test it.",
    mixinStandardHelpOptions = true)
public final class AttackCommand implements Callable<Integer> {
  @Mixin private ClusterArgument argument;
  @Mixin private ClientOption client;

  @Parameters(
      index = "1",
      paramLabel = "ATTACK",
      description = "One of the client attacks that `quorate attacks` lists.")
  private String attack;

  @Option(
      names = "--key",
      paramLabel = "KEY",
      defaultValue = "attacked",
      description = "The register to attack (default: ${DEFAULT-VALUE}).")
  private Key key;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Of the attack's choices (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      defaultValue = "3",
      description = "How long to try (default: ${DEFAULT-VALUE}).")
  private int seconds;

  @Option(
      names = "--shared",
      paramLabel = "FILE",
      description = {
        "What faulty clients leave to each other: taken over before the attack where the file",
        "exists, and written after it."
      })
  private @Nullable Path shared;

  @Mixin private Output output;

  /** What the file of {@code --shared} holds. */
  record Shared(List<SharedRequest> requests) {
    private static final RecordCodec CODEC = RecordCodec.json(64 << 20);
  }

  /**
   * What came of the attack.
   *
   * @param completed whether the attack ended as an operation does
   */
  record Report(String attack, boolean completed, String outcome) {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    ClusterFolder cluster = argument.existing();
    try (Parts parts = Parts.start(BundleFiles.find());
        QuorateClient opened =
            QuorateClient.open(cluster.existingClient(client.name()).path(), parts)) {
      List<String> known = parts.names(ClientAdversary.class);
      if (!known.contains(attack)) {
        throw new CommandFailure(
            "there is no client attack '" + attack + "'; installed: " + String.join(", ", known));
      }
      ClientAdversary adversary = parts.lease(ClientAdversary.class, attack).call(cheat -> cheat);
      takeOver(opened);
      Report report = carryOut(opened, adversary);
      leave(opened);
      output.print(
          Report.class, report, out -> out.println(report.attack() + ": " + report.outcome()));
    }
    return 0;
  }

  private void takeOver(QuorateClient opened) throws IOException {
    Path file = shared;
    if (file == null || !Files.exists(file)) {
      return;
    }
    try {
      Bytes content = Bytes.wrap(Files.readAllBytes(file));
      Shared.CODEC.decode(Shared.class, content).requests().forEach(opened.attacks()::take);
    } catch (MalformedException | IllegalArgumentException e) {
      throw new CommandFailure(file + ": not what an attack left: " + e.getMessage());
    }
  }

  private void leave(QuorateClient opened) throws IOException {
    Path file = shared;
    if (file != null) {
      Shared content = new Shared(opened.attacks().shared());
      Files.write(file, Shared.CODEC.encode(Shared.class, content).toByteArray());
    }
  }

  private Report carryOut(QuorateClient opened, ClientAdversary adversary)
      throws InterruptedException {
    List<Value> values =
        List.of(
            Value.of(Bytes.utf8(attack + "-" + seed + "-one")),
            Value.of(Bytes.utf8(attack + "-" + seed + "-other")));
    try {
      OperationResult result =
          opened
              .attacks()
              .attack(adversary, key, values, seed, Duration.ofSeconds(seconds))
              .toCompletableFuture()
              .get();
      return new Report(attack, true, "ended with version " + result.version());
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RegisterException failure) {
        return new Report(attack, false, String.valueOf(failure.getMessage()));
      }
      throw new IllegalStateException(e);
    }
  }
}
