package org.quorate.distributions.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quorate.distributions.running.InThisJvm.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quorate.distributions.running.Processes.Ended;

/** Exit codes and messages of the commands, run in this JVM. */
class CommandLineTest {
  private static final int FAILED = 1;
  private static final int WRONG_USAGE = 2;

  @TempDir static Path folder;
  private static Path cluster;

  @BeforeAll
  static void makesACluster() {
    cluster = folder.resolve("cluster");
    assertThat(run("init", cluster, "--client", "alice").exitCode()).isZero();
  }

  private static void refuses(int exitCode, String message, Object... arguments) {
    Ended ended = run(arguments);
    assertThat(ended.err()).contains(message).doesNotContain("\tat ");
    assertThat(ended.exitCode()).as(ended.err()).isEqualTo(exitCode);
    assertThat(ended.text()).isEmpty();
  }

  @Test
  void aVariantIsExplained() {
    Ended explained = run("explain", "bft-bc-strong", "--replicas", "7");
    assertThat(explained.exitCode()).isZero();
    assertThat(explained.text())
        .contains("lies of 2 of 7 replicas and of any client")
        .contains("at most 1 of a removed client and register, none after 2 successive writes")
        .contains("a quorum        5 replicas, sharing at least 3 with any other")
        .containsPattern("a write         3 round trips undisturbed, 4 at worst; 42 messages")
        .containsPattern("a certificate   \\d+ bytes");
    refuses(2, "use n >= 4", "explain", "bft-bc", "--replicas", "3");
  }

  @Test
  void compositionsAreFilteredByWhatTheyPromise() {
    Ended all = run("parts", "--compositions");
    Ended some = run("parts", "--compositions", "--requires", "byzantine-clients,atomic");
    assertThat(all.exitCode()).isZero();
    assertThat(some.exitCode()).isZero();
    assertThat(all.text()).contains("\nabd ", "\nbft-bc ");
    assertThat(some.text()).contains("\nbft-bc ").doesNotContain("\nabd ");
    refuses(
        WRONG_USAGE,
        "nothing promises 'magic'; words: crash, byzantine-replicas, byzantine-clients, safe,",
        "parts",
        "--compositions",
        "--requires",
        "magic");
  }

  /** Nothing is left where the cluster would have been, not even beside it. */
  @Test
  void aVariantThatCannotWorkIsRefusedWhereItIsWritten() throws IOException {
    Path home = Files.createDirectory(folder.resolve("refused"));
    Path file = folder.resolve("house.yaml");
    Files.writeString(file, "protocol: pbft-bc\ncertificates: signature-set\n");
    refuses(
        WRONG_USAGE,
        "init: the variant 'custom' cannot work:\n  "
            + file
            + ":2:15: pbft-bc needs certificates that survive",
        "init",
        home.resolve("house"),
        "--variant",
        file);
    Files.writeString(file, "protocol: abd\nname: odd\nstore: {name: memory, depth: 3}\n");
    refuses(
        WRONG_USAGE,
        "init: the variant 'odd' cannot work:\n  "
            + file
            + ":3:23: the store memory has no options: [depth]",
        "init",
        home.resolve("house"),
        "--variant",
        file);
    assertThat(home).isEmptyDirectory();
    refuses(
        WRONG_USAGE,
        "parts: a cluster has 1 to 4096 replicas, not 0",
        "parts",
        "--compositions",
        "--replicas",
        "0");
  }

  @Test
  void wrongUsageIsTwo() {
    refuses(WRONG_USAGE, "Say which command; --help lists them.");
    refuses(WRONG_USAGE, "Unmatched argument", "abdicate");
    refuses(WRONG_USAGE, "Missing required option: '--client=NAME'", "put", cluster, "k", "v");
    refuses(
        WRONG_USAGE,
        "Give the value either as VALUE or by --file.",
        "put",
        cluster,
        "--client",
        "alice",
        "k");
    refuses(WRONG_USAGE, "Missing required subcommand", "client", cluster);
    refuses(
        WRONG_USAGE,
        "a load has at least one client and one key",
        "load",
        cluster,
        "--client",
        "l",
        "--clients",
        "0");
    refuses(
        WRONG_USAGE,
        "a key has 1 to 512 bytes of UTF-8, not 0",
        "put",
        cluster,
        "--client",
        "alice",
        "",
        "v");
    refuses(
        WRONG_USAGE,
        "a key has 1 to 512 bytes of UTF-8, not 513",
        "get",
        cluster,
        "--client",
        "alice",
        "k".repeat(513));
  }

  @Test
  void anImpossibleClusterIsTwoAndLeavesNothing() throws IOException {
    Path target = folder.resolve("impossible");
    refuses(WRONG_USAGE, "use n >= 4 or f <= 0", "init", target, "--replicas", "3");
    refuses(
        WRONG_USAGE, "a cluster has 1 to 4096 replicas, not 0", "init", target, "--replicas", "0");
    refuses(
        WRONG_USAGE,
        "a cluster has 1 to 4096 replicas, not 5000",
        "init",
        target,
        "--replicas",
        "5000");
    refuses(WRONG_USAGE, "may be faulty is not negative: -1", "init", target, "--faults", "-1");
    refuses(
        WRONG_USAGE,
        "the replicas' ports would be 65533 to 65536; there are 1 to 65535",
        "init",
        target,
        "--port",
        "65533");
    refuses(
        WRONG_USAGE,
        "a client's name is 1 to 64 of A-Z a-z 0-9 . _ -, not 'al ice'",
        "init",
        target,
        "--client",
        "al ice");
    refuses(
        WRONG_USAGE,
        "there is no variant and no file 'raft'; shipped variants: pbft-bc,",
        "init",
        target,
        "--variant",
        "raft");
    try (var left = Files.list(folder)) {
      assertThat(left).containsExactly(cluster);
    }
  }

  @Test
  void whatCannotBeDoneIsOneWithTheReason() {
    Path nowhere = folder.resolve("nowhere");
    refuses(FAILED, "init: " + cluster + " exists already and is not empty", "init", cluster);
    refuses(FAILED, "start: there is no cluster in " + nowhere, "start", nowhere);
    refuses(
        FAILED,
        "put: there is no file " + nowhere,
        "put",
        cluster,
        "--client",
        "alice",
        "k",
        "--file",
        nowhere);
    refuses(
        FAILED,
        "get: there is no client 'bob'; clients of this cluster: alice; make one with: quorate"
            + " client",
        "get",
        cluster,
        "--client",
        "bob",
        "k");
    refuses(FAILED, "check: " + nowhere + ": no such file", "check", nowhere);
    refuses(FAILED, "replica: there is no descriptor.json in " + nowhere, "replica", nowhere);
  }

  @Test
  void jsonReportsParse() throws IOException {
    ObjectMapper json = new ObjectMapper();
    JsonNode parts = json.readTree(run("parts", "--json").text());
    assertThat(parts.path("parts").findValuesAsText("name")).contains("bft-bc", "rocksdb", "local");
    JsonNode attacks = json.readTree(run("attacks", "--json").text());
    assertThat(attacks.path("parts").findValuesAsText("name")).contains("forged", "equivocate");
    assertThat(attacks.path("rows").findValuesAsText("id")).contains("E1", "X4");
    JsonNode clients = json.readTree(run("client", cluster, "list", "--json").text());
    assertThat(clients.path("clients").findValuesAsText("name")).containsExactly("alice");
    Ended status = run("status", cluster, "--timeout", "1", "--json");
    assertThat(json.readTree(status.text()).path("silent")).hasSize(4);
    assertThat(status.exitCode()).as("nobody serves").isEqualTo(FAILED);
    Ended stop = run("stop", cluster, "--json");
    assertThat(json.readTree(stop.text()).path("stopped")).isEmpty();
    assertThat(stop.exitCode()).isZero();
  }

  @Test
  void attacksAreShownWholeOrByRowOrByPart() {
    assertThat(run("attacks").text()).contains("B2   held", "rows: ", "two-faced", "equivocate");
    assertThat(run("attacks", "--row", "b2").text())
        .startsWith("B2          held")
        .contains("InstalledAttacksTest")
        .doesNotContain("B3");
    assertThat(run("attacks", "--part", "forged").text())
        .startsWith("forged ")
        .contains("B4          held", "B7          held");
    refuses(WRONG_USAGE, "there is no row 'B99'; rows: E1 E2", "attacks", "--row", "B99");
    refuses(
        WRONG_USAGE,
        "there is no liar or cheat 'fibber'; installed: echo, ",
        "attacks",
        "--part",
        "fibber");
  }

  @Test
  void aBrokenHistoryIsOneWithTheLine() throws IOException {
    Path history = cluster.resolve("broken");
    Files.writeString(
        history,
        """
        {"client":"c","key":"k","op":"write","value":"v","call":1,"return":2}
        {"client":"c","key":"k","op":"wri
        """);
    refuses(FAILED, "line 2", "check", history);
    Files.write(history, new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1});
    refuses(FAILED, "check: " + history + ", line 1", "check", history);
  }
}
