package org.quorate.console.card;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.quorate.api.adversary.ClientAdversary;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.Value;
import org.quorate.api.register.RegisterException;
import org.quorate.client.QuorateClient;
import org.quorate.console.cluster.ClusterFolder;
import org.quorate.console.load.Load;
import org.quorate.host.parts.Parts;

/** Two clients that cheat for as long as they are open, and tell each other what they have. */
final class CheatingClients implements AutoCloseable {
  static final List<String> NAMES = List.of("mallory", "trudy");

  private static final Duration DEADLINE = Duration.ofSeconds(2);

  private final ClientAdversary cheat;
  private final List<QuorateClient> clients = new ArrayList<>();
  private volatile boolean going = true;
  private Thread thread = new Thread(() -> {});

  private CheatingClients(ClientAdversary cheat) {
    this.cheat = cheat;
  }

  static CheatingClients open(ClusterFolder cluster, Parts parts, ClientAdversary cheat)
      throws IOException {
    CheatingClients cheating = new CheatingClients(cheat);
    try {
      for (String name : NAMES) {
        cheating.clients.add(QuorateClient.open(cluster.client(name).path(), parts));
      }
      return cheating;
    } catch (IOException | RuntimeException e) {
      cheating.clients.forEach(QuorateClient::close);
      throw e;
    }
  }

  /** Attacks the registers of {@code load}, by turns, one attack after the other. */
  void begin(Load load, int keys) {
    thread =
        new Thread(
            () -> {
              for (int round = 0; going; round++) {
                int one = round % NAMES.size();
                attack(load, round, NAMES.get(one), clients.get(one), keys);
              }
            },
            "cheats");
    thread.start();
  }

  private void attack(Load load, int round, String name, QuorateClient client, int keys) {
    List<Value> values =
        List.of(
            Value.of(Bytes.utf8(name + "." + round + ".one")),
            Value.of(Bytes.utf8(name + "." + round + ".other")));
    try {
      client
          .attacks()
          .attack(cheat, load.key(round % keys), values, round, DEADLINE)
          .toCompletableFuture()
          .join();
    } catch (CompletionException e) {
      // Most attacks come to nothing, by intention.
      if (!(e.getCause() instanceof RegisterException)) {
        throw e;
      }
    }
    clients.stream()
        .filter(other -> other != client)
        .forEach(other -> client.attacks().shared().forEach(other.attacks()::take));
  }

  @Override
  public void close() throws IOException {
    going = false;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while the attack ends", e);
    } finally {
      clients.forEach(QuorateClient::close);
    }
  }
}
