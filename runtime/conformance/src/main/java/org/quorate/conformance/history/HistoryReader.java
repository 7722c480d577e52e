package org.quorate.conformance.history;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a history: one JSON object a line, in UTF-8, empty lines ignored.
 *
 * <pre>
 * {"client":"c1","key":"k","op":"write","value":"...","call":NANOS,"return":NANOS or null,
 *  "ok":true,"ts":"12:c1"}
 * </pre>
 *
 * <p>{@code ok} and {@code ts} may be missing: {@code ok} is then true, {@code ts} unknown. Any
 * other field is refused, because a misspelt one would be lost in silence. Nothing in a file is
 * trusted: a line has a longest length, and what would not fit in memory is refused before it is
 * kept.
 */
public final class HistoryReader {
  /** What an operation takes in memory, read and in the checkers, beside its texts. */
  private static final int OPERATION_BYTES = 250;

  /** What a text takes beside its characters: its objects and its place among the known ones. */
  private static final int TEXT_BYTES = 100;

  private static final int MESSAGE_MAX = 200;

  /** UTF-8 it is, whatever the first bytes look like. */
  private final JsonFactory json =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(JsonFactory.Feature.CHARSET_DETECTION)
          .build();

  /** Names are few, and what was read was written: one copy of each text is kept. */
  private final Map<String, String> texts = new HashMap<>();

  private final String where;
  private final long bytesMax;
  private long bytes;

  private HistoryReader(String where, long bytesMax) {
    this.where = where;
    this.bytesMax = bytesMax;
  }

  /**
   * Reads a file, of a size for which three quarters of this process's memory are enough.
   *
   * @throws HistoryFormatException if a line is not an operation, or too much
   * @throws IOException if the file cannot be read
   */
  public static History read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      long bytesMax = Runtime.getRuntime().maxMemory() / 4 * 3;
      return new HistoryReader(file + ", ", bytesMax).operations(in);
    } catch (HistoryFormatException e) {
      throw e;
    } catch (NoSuchFileException e) {
      throw new IOException(file + ": no such file", e);
    } catch (IOException e) {
      throw new IOException(file + ": " + e.getMessage(), e);
    }
  }

  /**
   * Reads to the end; does not close {@code in}.
   *
   * @param bytesMax how much memory the history may take
   * @throws HistoryFormatException if a line is not an operation, or too much
   * @throws IOException if {@code in} cannot be read
   */
  public static History read(InputStream in, long bytesMax) throws IOException {
    return new HistoryReader("", bytesMax).operations(in);
  }

  private History operations(InputStream in) throws IOException {
    Lines lines = new Lines(in);
    List<Operation> operations = new ArrayList<>();
    while (lines.next()) {
      if (lines.isTooLong()) {
        throw wrong(lines, "longer than " + Lines.LENGTH_MAX + " bytes", null);
      }
      if (!lines.isBlank()) {
        operations.add(operation(lines));
        bytes += OPERATION_BYTES;
        if (bytes > bytesMax) {
          throw wrong(
              lines,
              "up to here the history needs all the memory that there is for it, "
                  + (bytesMax >> 20)
                  + " MiB; more operations need a larger heap (-Xmx)",
              null);
        }
      }
    }
    return History.of(operations);
  }

  private Operation operation(Lines line) throws IOException {
    try (JsonParser parser = json.createParser(line.bytes(), 0, line.length())) {
      OperationFields fields = new OperationFields(this::one, line.number());
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw wrong(line, "not a JSON object", null);
      }
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String name = parser.currentName();
        parser.nextToken();
        fields.take(name, parser);
      }
      if (parser.nextToken() != null) {
        throw wrong(line, "something follows the JSON object", null);
      }
      return fields.operation();
    } catch (JsonProcessingException e) {
      throw wrong(line, "not JSON: " + Quoted.shortened(e.getOriginalMessage(), MESSAGE_MAX), e);
    } catch (IllegalArgumentException e) {
      throw wrong(line, String.valueOf(e.getMessage()), e);
    }
  }

  private HistoryFormatException wrong(Lines line, String what, @Nullable Throwable cause) {
    return new HistoryFormatException(where, line.number(), what, cause);
  }

  private String one(String text) {
    String known = texts.putIfAbsent(text, text);
    if (known != null) {
      return known;
    }
    if (text.codePoints().anyMatch(c -> Character.getType(c) == Character.SURROGATE)) {
      // Written again it would be a question mark, and two values could become one.
      throw new IllegalArgumentException("half a character in " + Quoted.text(text));
    }
    bytes += TEXT_BYTES + (long) text.length();
    return text;
  }
}
