package org.quorate.distributions.running;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.quorate.distributions.running.Processes.Ended;
import org.quorate.distributions.swap.BroughtBundles;
import org.quorate.distributions.swap.FickleProvider.Fault;

/**
 * Bundles and providers of four processes that ask for signed bundles, exchanged as the guide says.
 * Each test goes on where the one before has left the cluster.
 */
@Tag("thorough")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ExchangeProcessesTest {
  private static final String STORE_PASSWORD = "secret-phrase";
  private static final long TOOL_SECONDS_MAX = 60;

  @TempDir static Path folder;
  private static Path cluster;
  private static Path keys;
  private static Processes processes;

  @BeforeAll
  static void startsACluster() throws Exception {
    processes = new Processes(folder);
    cluster = folder.resolve("cluster");
    keys = folder.resolve("me.p12");
    Path certificate = folder.resolve("me.pem");
    tool(
        "keytool",
        "-genkeypair",
        "-alias",
        "me",
        "-keyalg",
        "EC",
        "-dname",
        "CN=me",
        "-keystore",
        keys,
        "-storepass",
        STORE_PASSWORD);
    tool(
        "keytool",
        "-exportcert",
        "-rfc",
        "-alias",
        "me",
        "-keystore",
        keys,
        "-storepass",
        STORE_PASSWORD,
        "-file",
        certificate);
    Ended made =
        processes.succeeds("init", cluster, "--variant", "bft-bc", "--bundle-signer", certificate);
    assertThat(made.text()).doesNotContain("for development");
    processes.succeeds("start", cluster);
  }

  @AfterAll
  static void leavesNoProcessBehind() throws IOException {
    processes.killAll();
  }

  private static void tool(String name, Object... arguments) throws Exception {
    Path tool = Path.of(System.getProperty("java.home"), "bin", name);
    List<String> command = new ArrayList<>(List.of(tool.toString()));
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    Path said = folder.resolve("tool.out");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile()).start();
    assertThat(process.waitFor(TOOL_SECONDS_MAX, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(said)).isZero();
  }

  private static String fails(Object... arguments) throws Exception {
    Ended ended = InThisJvm.run(arguments);
    assertThat(ended.exitCode()).as("%s: %s", List.of(arguments), ended).isEqualTo(1);
    assertThat(ended.err()).doesNotContain("\tat ");
    return ended.text() + ended.err();
  }

  private static Path bundle(String version, Fault fault, boolean isSigned) throws Exception {
    Path jar = folder.resolve("acme.jar");
    BroughtBundles.make(jar, "acme", version, fault);
    if (isSigned) {
      tool("jarsigner", "-keystore", keys, "-storepass", STORE_PASSWORD, jar, "me");
    }
    return jar;
  }

  private static void everyReplicaSays(String what, String text) {
    for (int replica = 1; replica <= 4; replica++) {
      assertThat(text).containsPattern("(?m)^r" + replica + "  .*" + what);
    }
  }

  @Test
  @Order(1)
  void x3_whatNobodyHasSignedIsRefusedBeforeItIsBrought() throws Exception {
    assertThat(fails("deploy", cluster, bundle("1.0.0", Fault.NONE, false)))
        .contains("acme.jar: nobody has signed it");
    assertThat(InThisJvm.succeeds("status", cluster).text()).doesNotContain("acme");
  }

  @Test
  @Order(2)
  void whatIsSignedIsInstalledEverywhereAndServes() throws Exception {
    Path jar = bundle("1.0.0", Fault.NONE, true);
    everyReplicaSays("signed by CN=me", InThisJvm.succeeds("deploy", cluster, jar).text());
    everyReplicaSays(
        "bouncycastle -> acme",
        InThisJvm.succeeds("swap", cluster, "--provider", "ed25519=acme").text());
    processes.succeeds("put", cluster, "--client", "alice", "greeting", "hello");
    assertThat(processes.succeeds("get", cluster, "--client", "alice", "greeting").text())
        .isEqualTo("hello");
  }

  @Test
  @Order(3)
  void x4_anUpdateThatSignsWronglyIsRefusedAndTheOldOneServesOn() throws Exception {
    Path jar = bundle("1.1.0", Fault.WRONG_SIGNATURES, true);
    everyReplicaSays("it does not verify its own signature", fails("deploy", cluster, jar));
    assertThat(InThisJvm.succeeds("status", cluster).text())
        .contains("provider acme (test.acme 1.0.0) serves")
        .doesNotContain("1.1.0");
  }

  @Test
  @Order(4)
  void aChoiceHoldsAfterARestart() throws Exception {
    processes.succeeds("stop", cluster);
    processes.succeeds("start", cluster);
    assertThat(InThisJvm.succeeds("status", cluster).text())
        .contains("provider acme (test.acme 1.0.0) serves");
    assertThat(processes.succeeds("get", cluster, "--client", "alice", "greeting").text())
        .isEqualTo("hello");
  }

  @Test
  @Order(5)
  void whatIsNotThereCannotBeChosen() throws Exception {
    assertThat(fails("swap", cluster, "--provider", "ed25519=nobody"))
        .contains("has no provider 'nobody'; it has accp, acme, bouncycastle, jdk")
        .contains("nothing was changed");
    assertThat(fails("swap", cluster, "--provider", "ml-dsa-65=acme"))
        .contains("this cluster signs by ed25519, not by ml-dsa-65");
    assertThat(fails("swap", cluster, "--provider", "ed25519=jdk", "--replica", "5"))
        .contains("there is no replica 5");
    assertThat(fails("deploy", cluster, "never-there.jar", "--remove"))
        .contains("no process of this cluster has a bundle never-there.jar");
  }

  @Test
  @Order(6)
  void oneReplicaAloneFollowsAndABundleIsTakenAway() throws Exception {
    assertThat(
            InThisJvm.succeeds("swap", cluster, "--provider", "ed25519=jdk", "--replica", "2")
                .text())
        .contains("r2  acme -> jdk")
        .doesNotContain("r1");
    InThisJvm.succeeds("swap", cluster, "--provider", "ed25519=bouncycastle");
    everyReplicaSays(
        "has it no more", InThisJvm.succeeds("deploy", cluster, "acme.jar", "--remove").text());
    assertThat(InThisJvm.succeeds("status", cluster).text()).doesNotContain("acme");
  }

  @Test
  @Order(7)
  void exchangesUnderLoadAreReported() throws Exception {
    String report =
        InThisJvm.succeeds(
                "swaps",
                cluster,
                "--times",
                "12",
                "--quiet",
                "1",
                "--warm-up",
                "2",
                "--providers",
                "accp,jdk,bouncycastle")
            .text();
    assertThat(report)
        .contains("12 exchanges in ", "; failed: 0", "accp alone: ", "while exchanged: ", "holds");
    everyReplicaSays("", report.replaceAll("(?m)^  (r\\d): ", "$1  "));
  }
}
