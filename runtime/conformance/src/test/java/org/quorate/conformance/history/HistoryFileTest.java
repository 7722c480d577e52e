package org.quorate.conformance.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.quorate.api.model.Bytes;

final class HistoryFileTest {
  private static final long MEMORY_BYTES = 1 << 20;
  private static final String LINE =
      "{\"client\":\"c1\",\"key\":\"k\",\"op\":\"write\",\"value\":\"v\",\"call\":1,\"return\":2,"
          + "\"ok\":true,\"ts\":\"12:c1\"}";

  private static History read(String text) throws IOException {
    return HistoryReader.read(
        new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), MEMORY_BYTES);
  }

  @Test
  void whatIsWrittenIsRead(@TempDir Path folder) throws IOException {
    History history =
        History.of(
            List.of(
                Operation.write("c1", "k", "\"quoted\" \u00e9\n", 1, 2L).at("12:c1"),
                Operation.read("c2", "k", null, 3, 4L),
                Operation.read("c2", "k", null, 5, null),
                new Operation("c3", "l", Operation.Kind.WRITE, "", 6, 7L, false, null, 0)));
    Path file = folder.resolve("history.jsonl");
    try (HistoryWriter writer = HistoryWriter.to(file)) {
      writer.writeAll(history);
    }
    List<Operation> back = HistoryReader.read(file).operations();
    assertThat(back).extracting(Operation::line).containsExactly(1, 2, 3, 4);
    assertThat(back)
        .usingRecursiveFieldByFieldElementComparatorIgnoringFields("line")
        .isEqualTo(history.operations());
  }

  /** Found by fuzzing: other encodings were taken where it looked like them. */
  @Test
  void d5_onlyUtf8IsRead() {
    for (Charset other : List.of(StandardCharsets.UTF_16BE, Charset.forName("UTF-32BE"))) {
      byte[] encoded = (LINE + " ").getBytes(other);
      assertThatThrownBy(() -> HistoryReader.read(new ByteArrayInputStream(encoded), MEMORY_BYTES))
          .as(other.name())
          .isInstanceOf(HistoryFormatException.class);
    }
    byte[] cut = Bytes.fromHex("0100000041666569").toByteArray();
    assertThatThrownBy(() -> HistoryReader.read(new ByteArrayInputStream(cut), MEMORY_BYTES))
        .isInstanceOf(HistoryFormatException.class);
  }

  /** Found by fuzzing: what was read could not be written again as it was. */
  @Test
  void d5_halfACharacterIsRefused() {
    assertThatThrownBy(() -> read(LINE.replace("\"v\"", "\"\\ud800\"")))
        .isInstanceOf(HistoryFormatException.class)
        .hasMessage("line 1: half a character in \"\\ud800\"");
  }

  @Test
  void theFormatIsTheOneDescribed() throws IOException {
    StringWriter out = new StringWriter();
    try (HistoryWriter writer = new HistoryWriter(out)) {
      writer.write(read(LINE).operations().get(0));
    }
    assertThat(out.toString()).isEqualTo(LINE + "\n");
  }

  @Test
  void emptyLinesAreIgnoredAndCounted() throws IOException {
    assertThat(read("\n" + LINE + "\n\n" + LINE).operations())
        .extracting(Operation::line)
        .containsExactly(2, 4);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[]                                                  | not a JSON object",
        "{\"client\":\"c\"                                   | not JSON",
        "nonsense                                            | not JSON",
        "{\"client\":\"c\",\"client\":\"d\"}                 | not JSON: Duplicate",
        "{\"client\":\"c\",\"colour\":1}                     | unknown field \"colour\"",
        "{\"client\":\"\"}                                   | client is empty",
        "{\"client\":1}                                      | client is a text, not 1",
        "{\"op\":\"swap\"}                                   | op is read or write, not swap",
        "{\"call\":\"1\"}                                    | call is a whole number",
        "{\"call\":1.5}                                      | call is a whole number",
        "{\"call\":99999999999999999999}                     | out of range",
        "{\"return\":true}                                   | return is a whole number",
        "{\"ok\":1}                                          | ok is true or false",
        "{\"client\":\"c\",\"key\":\"k\",\"op\":\"read\"}    | needs the fields client, key, op, call",
        "{\"client\":\"c\",\"key\":\"k\",\"op\":\"read\",\"call\":1} | needs the fields value and return",
        "{\"client\":\"c\",\"key\":\"k\",\"op\":\"write\",\"call\":1,\"value\":null,\"return\":2} | a write has a value",
        "{\"client\":\"c\",\"key\":\"k\",\"op\":\"write\",\"call\":3,\"value\":\"v\",\"return\":2} | returns after its call",
        "{} {}                                               | something follows",
        "{\"client\":\"c1\",\"key\":\"k\",\"op\":\"wri   | not JSON",
        "{\"client\":[[[[1]]]]}                              | client is a text, not [",
        "{\"key\":{\"a\":1}}                                 | key is a text, not {",
        "{\"value\":7}                                       | value is a text, not 7",
        "{\"ts\":7}                                          | ts is a text, not 7",
        "{\"op\":null}                                       | op is read or write, not null",
        "{\"call\":null}                                     | call is a whole number",
        "{\"call\":-99999999999999999999}                    | out of range",
        "{\"call\":1e3}                                      | call is a whole number",
        "{\"call\":NaN}                                      | not JSON",
        "{\"client\":\"c\",\"key\":\"k\",\"op\":\"read\",\"call\":-1,\"value\":null,\"return\":2} | a time is 0 or more nanoseconds, not -1",
        "{\"client\":\"c\",\"key\":\"k\",\"op\":\"read\",\"call\":1,\"value\":null,\"return\":9223372036854775807} | a time is less than 9223372036854775807",
      })
  void whatIsWrongIsSaidWithItsLine(String line, String message) {
    assertThatThrownBy(() -> read(LINE + "\n" + line + "\n"))
        .isInstanceOf(HistoryFormatException.class)
        .hasMessageStartingWith("line 2: ")
        .hasMessageContaining(message);
  }

  @Test
  void aNumberOfManyDigitsIsRefused() {
    assertThatThrownBy(() -> read(LINE + "\n{\"call\":" + "9".repeat(100_000) + "}\n"))
        .isInstanceOf(HistoryFormatException.class)
        .hasMessageStartingWith("line 2: not JSON: Number value length");
  }

  @Test
  void whatIsNotUtf8IsRefusedWithItsLine() {
    byte[] bytes = (LINE + "\n" + LINE).getBytes(StandardCharsets.ISO_8859_1);
    bytes[bytes.length - 5] = (byte) 0xff;
    assertThatThrownBy(() -> HistoryReader.read(new ByteArrayInputStream(bytes), MEMORY_BYTES))
        .isInstanceOf(HistoryFormatException.class)
        .hasMessageStartingWith("line 2: not JSON: Invalid UTF-8");
  }

  @Test
  void aMessageShowsLittleOfAHostileTextAndNothingThatATerminalObeys() {
    String hostile = "\\u001b[31m" + "x".repeat(100_000);
    assertThatThrownBy(() -> read("{\"op\":\"" + hostile + "\"}"))
        .isInstanceOf(HistoryFormatException.class)
        .hasMessageMatching("line 1: op is read or write, not \\\\u001b\\[31mx+\\.\\.\\.")
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(200));
    assertThatThrownBy(() -> read("{\"\\u001bA\":1}")).hasMessageContaining("\\u001bA");
  }

  @Test
  void anEndlessLineIsRefusedBeforeItIsRead() {
    long[] given = {0};
    InputStream endless =
        new InputStream() {
          @Override
          public int read() {
            given[0]++;
            return ' ';
          }

          @Override
          public int read(byte[] into, int offset, int length) {
            Arrays.fill(into, offset, offset + length, (byte) ' ');
            given[0] += length;
            return length;
          }
        };
    assertThatThrownBy(() -> HistoryReader.read(endless, MEMORY_BYTES))
        .isInstanceOf(HistoryFormatException.class)
        .hasMessage("line 1: longer than " + Lines.LENGTH_MAX + " bytes");
    assertThat(given[0]).isLessThan(2L * Lines.LENGTH_MAX);
  }

  @Test
  void theLongestLineIsRead() throws IOException {
    String shortest = LINE.replace("\"v\"", "\"\"");
    String value = "v".repeat(Lines.LENGTH_MAX - shortest.length());
    String line = LINE.replace("\"v\"", '"' + value + '"');
    InputStream in = new ByteArrayInputStream(line.getBytes(StandardCharsets.UTF_8));
    assertThat(HistoryReader.read(in, 1L << 30).operations().get(0).value()).isEqualTo(value);
    assertThatThrownBy(() -> read(line + " ")).hasMessageContaining("longer than");
  }

  @Test
  void aHistoryThatNeedsTooMuchMemoryIsRefused() {
    String lines = (LINE + "\n").repeat(10_000);
    assertThatThrownBy(() -> read(lines))
        .isInstanceOf(HistoryFormatException.class)
        .hasMessageMatching("line [0-9]+: up to here the history needs all the memory .* 1 MiB.*");
  }

  @Test
  void aFileIsNamedInTheMessage(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("history.jsonl");
    assertThatThrownBy(() -> HistoryReader.read(file)).hasMessage(file + ": no such file");
    assertThatThrownBy(() -> HistoryReader.read(folder)).hasMessageStartingWith(folder + ": ");
    Files.writeString(file, LINE + "\n[]\n");
    assertThatThrownBy(() -> HistoryReader.read(file))
        .isInstanceOf(HistoryFormatException.class)
        .hasMessage(file + ", line 2: not a JSON object");
  }
}
