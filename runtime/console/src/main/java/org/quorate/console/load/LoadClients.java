package org.quorate.console.load;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.quorate.client.QuorateClient;
import org.quorate.console.cluster.ClientRegistry;
import org.quorate.console.cluster.ClusterFolder;
import org.quorate.host.deploy.NodeBundles;
import org.quorate.host.identity.Rights;
import org.quorate.host.parts.Parts;

/** The clients of a load, each with an identity of its own, which is issued on first use. */
public final class LoadClients implements AutoCloseable {
  private final List<QuorateClient> clients = new ArrayList<>();
  private @Nullable NodeBundles bundles;

  /**
   * Opens {@code count} clients.
   *
   * @throws IOException if one cannot be issued or opened; none stays open then
   */
  public LoadClients(ClusterFolder cluster, Parts parts, String name, int count)
      throws IOException {
    ClientRegistry registry = new ClientRegistry(cluster, parts);
    try {
      for (int i = 1; i <= count; i++) {
        String own = name + "-" + i;
        if (!Files.exists(cluster.client(own).path())) {
          registry.add(own, Rights.ALL);
        }
        if (bundles == null) {
          // One process, one set of parts: the first client's folder speaks for all.
          bundles =
              NodeBundles.attend(
                  cluster.client(own).path(), parts, cluster.descriptor().bundles(), Level.DEBUG);
        }
        clients.add(QuorateClient.open(cluster.client(own).path(), parts));
      }
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  public List<QuorateClient> all() {
    return List.copyOf(clients);
  }

  @Override
  public void close() {
    clients.forEach(QuorateClient::close);
    if (bundles != null) {
      bundles.close();
    }
  }
}
