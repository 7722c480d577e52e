package org.quorate.console.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.quorate.client.Attacks.SharedRequest;
import org.quorate.console.cluster.ClientRegistry;
import org.quorate.console.cluster.ClusterFolder;
import org.quorate.host.identity.Rights;
import org.quorate.host.parts.Parts;

/** The clients that may flood one cluster, and the flood that is under way. */
final class Flood {
  private static final String CLIENT = "flood-";
  private static final long PAUSE_NANOS = 10_000_000;

  private final ClusterFolder cluster;
  private final Parts parts;

  /** Of each client, what it floods with. */
  private final List<List<SharedRequest>> requests;

  private Flood(ClusterFolder cluster, Parts parts, List<List<SharedRequest>> requests) {
    this.cluster = cluster;
    this.parts = parts;
    this.requests = requests;
  }

  /** A flood under way. */
  interface UnderWay extends AutoCloseable {
    /**
     * Requests of the flood that replicas have taken up so far.
     *
     * @throws IOException if it is not the flood that it is meant to be
     */
    long answered() throws IOException;

    @Override
    void close() throws IOException;
  }

  /** Issues {@code clients} clients and lets each prepare what it may flood with. */
  static Flood prepare(ClusterFolder cluster, Parts parts, int clients) throws IOException {
    ClientRegistry registry = new ClientRegistry(cluster, parts);
    List<List<SharedRequest>> requests = new ArrayList<>();
    for (int i = 0; i < clients; i++) {
      registry.add(CLIENT + i, Rights.ALL);
      requests.add(Flooder.prepare(cluster.client(CLIENT + i), parts));
    }
    return new Flood(cluster, parts, requests);
  }

  /** Begins a flood; returns when the replicas hold every client of it back. */
  UnderWay begin(@Nullable FloodKind kind) throws IOException, InterruptedException {
    List<Flooder> flooders = new ArrayList<>();
    UnderWay underWay = underWay(kind, flooders);
    try {
      for (int i = 0; kind != null && i < kind.clients(); i++) {
        flooders.add(Flooder.start(cluster, CLIENT + i, requests.get(i), kind.isValid(), parts));
      }
      while (!flooders.stream().allMatch(Flooder::isHeldBack)) {
        failOnFailure(flooders);
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
        LockSupport.parkNanos(PAUSE_NANOS);
      }
      return underWay;
    } catch (IOException | RuntimeException | InterruptedException e) {
      underWay.close();
      throw e;
    }
  }

  private static UnderWay underWay(@Nullable FloodKind kind, List<Flooder> flooders) {
    return new UnderWay() {
      @Override
      public long answered() throws IOException {
        failOnFailure(flooders);
        long answered = flooders.stream().mapToLong(Flooder::answered).sum();
        long foundFalse = flooders.stream().mapToLong(Flooder::foundFalse).sum();
        if (kind != null && (kind.isValid() ? foundFalse > 0 : foundFalse < answered)) {
          throw new IOException(
              "of %,d requests of the flood %,d were found false".formatted(answered, foundFalse));
        }
        return answered;
      }

      @Override
      public void close() throws IOException {
        for (Flooder flooder : flooders) {
          flooder.close();
        }
      }
    };
  }

  private static void failOnFailure(List<Flooder> flooders) throws IOException {
    Optional<String> failure =
        flooders.stream().map(Flooder::failure).filter(Objects::nonNull).findFirst();
    if (failure.isPresent()) {
      throw new IOException(failure.get());
    }
  }
}
