package org.quorate.distributions.running;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.quorate.distributions.running.Processes.Ended;

/**
 * Clients are removed and the cluster is stopped; what is left tells no secrets. Part of {@link
 * ProcessesTest}.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
abstract class Decommissioning {
  private final ProcessCluster cluster;
  private final Processes processes;

  Decommissioning(ProcessCluster cluster) {
    this.cluster = cluster;
    this.processes = cluster.processes();
  }

  @Test
  @Order(1)
  void aRemovedClientIsRefusedAndOthersAreNot() throws Exception {
    String client = "load-1"; // wrote and read before
    assertThat(processes.succeeds("client", cluster.path(), "revoke", client).text())
        .startsWith("removed load-1, in force: acknowledged by r1");

    Ended refused =
        processes.fails(
            "load",
            cluster.path(),
            "--client",
            "load",
            "--clients",
            "1",
            "--seconds",
            "1",
            "--deadline",
            "10");
    assertThat(refused.text())
        .contains("0 operations in ")
        .contains("no link to r")
        .contains(": the client load-1 was removed)");
    assertThat(processes.succeeds("get", cluster.path(), "--client", "bob", "large").text())
        .isEqualTo("small");
  }

  @Test
  @Order(2)
  void stopLeavesNoProcess() throws Exception {
    assertThat(processes.replicas())
        .hasSize(4)
        .allSatisfy(
            replica ->
                assertThat(Processes.commandLine(replica))
                    .contains("\0-Xmx512m\0", "\0" + Processes.OPTIONS + "\0"));
    assertThat(processes.succeeds("stop", cluster.path()).text())
        .isEqualTo("stopped: r1, r2, r3, r4\n");
    assertThat(processes.replicas()).isEmpty();
    assertThat(processes.succeeds("stop", cluster.path()).text()).doesNotContain("r1");
  }

  @Test
  @Order(3)
  void secretsAreForTheirOwnerOnlyAndInNoOutput() throws Exception {
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(cluster.path())))
        .isEqualTo("rwx------");
    List<Path> secrets;
    try (Stream<Path> files = Files.walk(cluster.path())) {
      secrets = files.filter(file -> file.toString().endsWith(".key")).toList();
    }
    // Of the CA, the administrator, four replicas (two each), operator and clients (two each).
    assertThat(secrets).hasSizeGreaterThanOrEqualTo(2 + 4 * 2 + 4 * 2);
    for (Path secret : secrets) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secret)))
          .as(secret.toString())
          .isEqualTo("rw-------");
    }
    List<Path> outputs;
    try (Stream<Path> files = Files.walk(cluster.file(""))) {
      outputs = files.filter(file -> file.toString().matches(".*\\.(log|out|err)")).toList();
    }
    assertThat(outputs).hasSizeGreaterThan(4);
    for (Path output : outputs) {
      String text = new String(Files.readAllBytes(output), StandardCharsets.ISO_8859_1);
      assertThat(text.contains("PRIVATE")).as(output.toString()).isFalse();
      for (Path secret : secrets) {
        assertThat(shows(text, Files.readAllBytes(secret)))
            .as("%s in %s", secret, output)
            .isFalse();
      }
    }
  }

  /** Whether a secret is in a text: as it is, in hexadecimal or in base64. */
  private static boolean shows(String text, byte[] secret) {
    return text.contains(new String(secret, StandardCharsets.ISO_8859_1))
        || text.contains(HexFormat.of().formatHex(secret))
        || text.contains(Base64.getEncoder().withoutPadding().encodeToString(secret));
  }
}
