package org.quorate.distributions.running;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.quorate.distributions.running.Processes.Ended;

/** What {@code quorate new} makes is built where the guide to extensions is run. */
final class NewProjectTest {
  /** What an author writes, at most, to have a part of these kinds. */
  private static final int LINES_MAX = 60;

  @TempDir Path folder;
  private Processes processes;

  @BeforeEach
  void begin() {
    processes = new Processes(folder);
  }

  @ParameterizedTest
  @CsvSource({
    "quorum-construction, Construction",
    "signature-provider, Signatures",
    "certificate-scheme, Scheme",
    "register-protocol, Protocol",
    "adversary, Adversary"
  })
  void makesAProjectThatIsCalledAsItIsTold(String kind, String type)
      throws IOException, InterruptedException {
    Path made = folder.resolve("made");
    Ended ended =
        processes.run("new", kind, "my-part", "--group", "org.acme", "--dir", made, "--json");

    assertThat(ended.exitCode()).as(ended.err()).isZero();
    assertThat(ended.text()).contains("\"bundle\" : \"target/my-part-1.0.0.jar\"");
    Path source = made.resolve("src/main/java/org/acme/mypart/" + type + ".java");
    assertThat(source).content().startsWith("package org.acme.mypart;");
    assertThat(made.resolve("pom.xml")).content().contains("<artifactId>my-part</artifactId>");
    for (Path file : files(made)) {
      assertThat(file).content().doesNotContain("${artifactId}", "${package}", "@project");
    }
    if (!kind.startsWith("certificate") && !kind.startsWith("register")) {
      assertThat(Files.readAllLines(source)).hasSizeLessThanOrEqualTo(LINES_MAX);
    }
  }

  @Test
  void whatCannotBeMadeIsRefusedAndNothingIsLeft() throws IOException, InterruptedException {
    Path made = folder.resolve("made");
    refused(2, "only adversary, certificate-scheme,", "quorum", "part", "--dir", made);
    refused(2, "did you mean 'adversary'?", "advresary", "part", "--dir", made);
    refused(2, "not 'My Part'", "adversary", "My Part", "--dir", made);
    refused(2, "is no name in Java", "adversary", "int", "--dir", made);
    refused(2, "not 'org..acme'", "adversary", "part", "--group", "org..acme", "--dir", made);
    refused(1, "there is no folder", "adversary", "part", "--dir", made.resolve("deeper"));
    assertThat(made).doesNotExist();

    Files.createDirectories(made);
    Path mine = Files.writeString(made.resolve("mine"), "precious");
    refused(1, made + " exists already", "adversary", "part", "--dir", made);
    assertThat(files(made)).containsExactly(mine);
    assertThat(mine).content().isEqualTo("precious");
  }

  private void refused(int exitCode, String why, Object... arguments)
      throws IOException, InterruptedException {
    Object[] all = Stream.concat(Stream.of("new"), Stream.of(arguments)).toArray(Object[]::new);
    Ended ended = processes.run(all);
    assertThat(ended.exitCode()).isEqualTo(exitCode);
    assertThat(ended.err()).contains(why).doesNotContain("\tat ");
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).toList();
    }
  }
}
