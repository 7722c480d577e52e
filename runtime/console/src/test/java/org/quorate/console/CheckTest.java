package org.quorate.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code quorate check} as its user sees it. */
final class CheckTest {
  private static final String WRITE =
      "{\"client\":\"w\",\"key\":\"k\",\"op\":\"write\",\"value\":\"v\",\"call\":0,\"return\":5}\n";
  private static final String EMPTY_READ =
      "{\"client\":\"r\",\"key\":\"k\",\"op\":\"read\",\"value\":null,\"call\":10,\"return\":20}\n";
  private static final String EVIL_READ =
      "{\"client\":\"r\",\"key\":\"k\",\"op\":\"read\",\"value\":\"evil\",\"call\":30,\"return\":40,"
          + "\"ts\":\"7:mallory:base\"}\n";

  @TempDir private Path folder;
  private final PrintStream out = System.out;
  private final PrintStream err = System.err;
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  @BeforeEach
  void listen() {
    PrintStream both = new PrintStream(printed, true, StandardCharsets.UTF_8);
    System.setOut(both);
    System.setErr(both);
  }

  @AfterEach
  void restore() {
    System.setOut(out);
    System.setErr(err);
  }

  private int check(String history, String... options) throws IOException {
    Path file = folder.resolve("history.jsonl");
    Files.writeString(file, history);
    String[] arguments = new String[options.length + 2];
    arguments[0] = "check";
    arguments[1] = file.toString();
    System.arraycopy(options, 0, arguments, 2, options.length);
    return Main.run(arguments);
  }

  private String printed() {
    return printed.toString(StandardCharsets.UTF_8);
  }

  @Test
  void aHistoryThatHolds() throws IOException {
    assertThat(check(WRITE)).isZero();
    assertThat(printed())
        .isEqualTo(
            "linearizability: 1 operations on 1 keys, 0 of unknown outcome, 0 writes of faulty clients"
                + " seen: holds\n");
  }

  @Test
  void aViolationIsShownAndDrawn() throws IOException {
    Path page = folder.resolve("page.html");
    assertThat(check(WRITE + EMPTY_READ, "--html", page.toString())).isEqualTo(1);
    assertThat(printed()).contains("VIOLATED on 1 key", "line 2: r read nothing on k [10, 20]");
    assertThat(page).content().contains("<svg", "line 2: r read nothing");
  }

  @Test
  void theReportInJson() throws IOException {
    assertThat(check(EMPTY_READ + EVIL_READ, "--json", "--removed", "mallory=5")).isZero();
    assertThat(printed()).containsPattern("\"lurking\" : \\{\\s*\"mallory\" : 1\\s*}");
  }

  @Test
  void theBoundsOnLurkingWrites() throws IOException {
    assertThat(check(EMPTY_READ + EVIL_READ)).isEqualTo(1);
    assertThat(check(EMPTY_READ + EVIL_READ, "--faulty-client", "mallory")).isZero();
    assertThat(check(EMPTY_READ + EVIL_READ, "--removed", "mallory=5", "--lurking-max", "0"))
        .isEqualTo(1);
    assertThat(printed()).contains("mallory, removed at 5, left more lurking writes than 0");
  }

  @Test
  void wrongOptionsAreWrongUsage() throws IOException {
    assertThat(check(WRITE, "--removed", "mallory")).isEqualTo(2);
    assertThat(check(WRITE, "--removed", "mallory=soon")).isEqualTo(2);
    assertThat(check(WRITE, "--removed", "mallory=-5")).isEqualTo(2);
    assertThat(check(WRITE, "--masked-after", "2")).isEqualTo(2);
    assertThat(check(WRITE, "--removed", "mallory=5", "--lurking-max", "-1")).isEqualTo(2);
    assertThat(check(WRITE, "--removed", "mallory=5", "--semantics", "regular")).isEqualTo(2);
    assertThat(printed())
        .contains(
            "should be in KEY=VALUE format but was mallory",
            "'soon' is not a long",
            "mallory was removed at a time of 0 or more nanoseconds, not -5",
            "are about clients that were --removed",
            "bounds on lurking writes are 0 or more",
            "lurking writes are bounded for ATOMIC registers only, not REGULAR");
  }

  @Test
  void whatIsNoHistoryIsSaidWithItsFileAndLine() throws IOException {
    Path file = folder.resolve("history.jsonl");
    assertThat(check(WRITE + "{\"client\":\"w\",")).isEqualTo(1);
    assertThat(printed())
        .startsWith("check: " + file + ", line 2: not JSON")
        .doesNotContain("\tat ");
    assertThat(Main.run("check", folder.resolve("none").toString())).isEqualTo(1);
    assertThat(printed()).contains("none: no such file");
    assertThat(check(WRITE, "--html", folder.resolve("no/page.html").toString())).isEqualTo(1);
    assertThat(printed()).contains("page.html: its folder does not exist");
  }
}
