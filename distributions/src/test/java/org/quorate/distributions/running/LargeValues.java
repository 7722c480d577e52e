package org.quorate.distributions.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quorate.distributions.running.ProcessCluster.VALUE_BYTES_MAX;
import static org.quorate.distributions.running.ProcessCluster.random;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.quorate.distributions.running.Processes.Ended;

/** Values as large as the limit, and larger ones. Part of {@link ProcessesTest}. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
abstract class LargeValues {
  private final ProcessCluster cluster;
  private final Processes processes;

  LargeValues(ProcessCluster cluster) {
    this.cluster = cluster;
    this.processes = cluster.processes();
  }

  @Test
  @Order(1)
  void aValueOfOneMebibyteComesBackByteForByte() throws Exception {
    Path file = Files.write(cluster.file("large"), random(VALUE_BYTES_MAX));

    Ended put =
        processes.succeeds(
            "put", cluster.path(), "--client", "alice", "large", "--file", file, "--json");
    assertThat(new ObjectMapper().readTree(put.text()).path("roundTrips").asInt()).isPositive();
    assertThat(
            processes
                .succeeds("get", cluster.path(), "--client", "bob", "large")
                .out()
                .toByteArray())
        .isEqualTo(Files.readAllBytes(file));
  }

  @Test
  @Order(2)
  void aValueOfTwoMebibytesIsRefused() throws Exception {
    Path file = Files.write(cluster.file("too-large"), random(2 * VALUE_BYTES_MAX));

    Ended put = processes.fails("put", cluster.path(), "--client", "alice", "k", "--file", file);
    assertThat(put.err())
        .isEqualTo("put: the value has 2097152 bytes; the limit of this cluster is 1048576\n");
  }
}
