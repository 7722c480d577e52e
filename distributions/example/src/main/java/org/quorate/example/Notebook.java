package org.quorate.example;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.Key;
import org.quorate.api.register.OperationResult;
import org.quorate.api.register.Register;
import org.quorate.api.register.RegisterException;
import org.quorate.client.QuorateClient;

/** Keeps notes in the registers of a cluster. */
public final class Notebook {
  private Notebook() {}

  /** Runs it as the client whose folder is the first argument: {@code my-cluster/clients/alice}. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    run(Path.of(arguments[0]), Duration.ofSeconds(10), System.out);
  }

  // README: from here
  static void run(Path folder, Duration deadline, PrintStream out)
      throws IOException, InterruptedException {
    try (QuorateClient client = QuorateClient.open(folder)) {
      Register today = client.register(new Key("notes/today"), deadline);
      today.write(Bytes.utf8("water the plants"));
      OperationResult read = today.read();
      out.printf(
          "%s (version %s, round trips: %d, caught misbehaving: %s)%n",
          text(read), read.version().ts(), read.roundTrips(), read.noticed());

      // Many at once: only the writes of one register wait for each other.
      List<CompletableFuture<String>> notes = new ArrayList<>();
      for (int day = 1; day <= 7; day++) {
        Register note = client.register(new Key("notes/day-" + day), deadline);
        notes.add(
            note.writeAsync(Bytes.utf8("note of day " + day))
                .thenCompose(written -> note.readAsync())
                .thenApply(Notebook::text)
                .exceptionally(failure -> "failed: " + failure.getMessage())
                .toCompletableFuture());
      }
      notes.forEach(note -> out.println(note.join()));
    } catch (RegisterException e) {
      // After DEADLINE a write may or may not take effect: read to find out.
      out.println("failed: " + e.reason() + ": " + e.getMessage());
    }
  }

  // README: to here

  private static String text(OperationResult result) {
    Bytes content = result.value().content();
    return content == null ? "nothing" : content.toUtf8();
  }
}
