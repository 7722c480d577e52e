package org.quorate.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quorate.console.cluster.ClusterFolder;
import org.quorate.console.cluster.ClusterInit;
import org.quorate.host.composition.VariantFiles;
import org.quorate.host.configuration.BundlePolicy;
import org.quorate.host.configuration.Limits;
import org.quorate.host.configuration.Member;
import org.quorate.host.parts.BundleFiles;
import org.quorate.host.parts.Parts;
import org.quorate.host.replica.ReplicaNode;

/**
 * The example runs against a cluster of its default variant, with the bundles of one dependency.
 */
class NotebookTest {
  private static final Duration MORE_THAN_ENOUGH = Duration.ofMinutes(1);

  @TempDir Path directory;

  private Parts parts;
  private ClusterFolder cluster;
  private final List<ReplicaNode> replicas = new ArrayList<>();

  @BeforeEach
  void makesACluster() throws IOException {
    parts = Parts.start(BundleFiles.find());
    cluster =
        new ClusterInit(parts)
            .create(
                directory.resolve("cluster"),
                new ClusterInit.Request(
                    VariantFiles.load("pbft-bc"),
                    4,
                    null,
                    List.of("alice"),
                    null,
                    Limits.DEFAULT,
                    BundlePolicy.DEVELOPMENT,
                    List.of()));
  }

  private void startReplicas() throws IOException {
    for (Member member : cluster.descriptor().members()) {
      replicas.add(ReplicaNode.start(cluster.replica(member.id()), parts, null));
    }
  }

  @AfterEach
  void ends() throws IOException {
    for (ReplicaNode replica : replicas) {
      replica.close();
    }
    parts.close();
  }

  @Test
  void theFrontPageShowsIt() throws IOException {
    Path root = Path.of("").toAbsolutePath().getParent().getParent();
    String source = Files.readString(Path.of("src/main/java/org/quorate/example/Notebook.java"));
    String shown =
        source.substring(
            source.indexOf("// README: from here\n") + "// README: from here\n".length(),
            source.indexOf("  // README: to here"));

    assertThat(Files.readString(root.resolve("README.md")))
        .contains("```java\n" + shown.stripTrailing().stripIndent() + "\n```");
  }

  @Test
  void writesAndReads() throws Exception {
    startReplicas();

    var lines = lines(MORE_THAN_ENOUGH);

    assertThat(lines.get(0))
        .matches(
            "water the plants \\(version 1:alice\\S*, round trips: [12], caught misbehaving: \\[]\\)");
    assertThat(lines.subList(1, lines.size()))
        .containsExactlyElementsOf(
            IntStream.rangeClosed(1, 7).mapToObj(day -> "note of day " + day).toList());
  }

  @Test
  void saysWhyItFailed() throws Exception {
    var lines = lines(Duration.ofMillis(100));

    assertThat(lines).singleElement().asString().startsWith("failed: DEADLINE: no answer in time");
  }

  private List<String> lines(Duration deadline) throws Exception {
    var bytes = new ByteArrayOutputStream();
    try (var out = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
      Notebook.run(cluster.client("alice").path(), deadline, out);
    }
    try (Stream<String> lines = bytes.toString(StandardCharsets.UTF_8).lines()) {
      return lines.toList();
    }
  }
}
