package org.quorate.conformance.history;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import org.quorate.api.model.Bytes;
import org.quorate.conformance.hostile.HostileReading;

/** Histories come from wherever somebody ran a store. */
class HistoryReaderFuzzTest {
  private static final long MEMORY_BYTES_MAX = 1 << 20;
  private static final long SEARCH_STEPS_MAX = 10_000;

  @FuzzTest
  void d5_aFileIsAHistoryOrRefused(byte[] file) {
    HostileReading.valueOrError(file, HistoryFormatException.class, HistoryReaderFuzzTest::read)
        .ifPresent(
            history -> {
              String written = written(history);
              History again =
                  HostileReading.value(
                      written.getBytes(StandardCharsets.UTF_8), HistoryReaderFuzzTest::read);
              assertThat(written(again)).isEqualTo(written);
              Report report =
                  HistoryCheck.check(
                      history, CheckOptions.atomic().searchStepsMax(SEARCH_STEPS_MAX));
              assertThat(report.text().chars())
                  .allMatch(c -> c == '\n' || !Character.isISOControl(c));
            });
  }

  private static History read(Bytes file) throws IOException {
    return HistoryReader.read(new ByteArrayInputStream(file.toByteArray()), MEMORY_BYTES_MAX);
  }

  private static String written(History history) {
    StringWriter text = new StringWriter();
    try (HistoryWriter writer = new HistoryWriter(text)) {
      writer.writeAll(history);
    } catch (IOException e) {
      throw new AssertionError("a text in memory can be written", e);
    }
    return text.toString();
  }
}
