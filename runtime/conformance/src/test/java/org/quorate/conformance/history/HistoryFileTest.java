package org.quorate.conformance.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
      })
  void whatIsWrongIsSaidWithItsLine(String line, String message) {
    assertThatThrownBy(() -> read(LINE + "\n" + line + "\n"))
        .isInstanceOf(HistoryFormatException.class)
        .hasMessageStartingWith("line 2: ")
        .hasMessageContaining(message);
  }
}
