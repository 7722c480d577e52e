package org.quorate.conformance.history;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamReadException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.quorate.conformance.history.Operation.Kind;

/**
 * Reads a history: one JSON object a line, in UTF-8, empty lines ignored.
 *
 * <pre>
 * {"client":"c1","key":"k","op":"write","value":"...","call":NANOS,"return":NANOS or null,
 *  "ok":true,"ts":"12:c1"}
 * </pre>
 *
 * <p>{@code ok} and {@code ts} may be missing: {@code ok} is then true, {@code ts} unknown. Any
 * other field is refused, because a misspelt one would be lost in silence.
 */
public final class HistoryReader {
  private static final int LINE_LENGTH_MAX = 16 << 20;

  private final JsonFactory json =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
  private final Map<String, String> names = new HashMap<>();

  private HistoryReader() {}

  /**
   * Reads a file.
   *
   * @throws HistoryFormatException if a line is not an operation
   * @throws IOException if the file cannot be read
   */
  public static History read(Path file) throws IOException {
    try (Reader reader = Files.newBufferedReader(file)) {
      return read(reader);
    }
  }

  /**
   * Reads to the end; does not close {@code reader}.
   *
   * @throws HistoryFormatException if a line is not an operation
   * @throws IOException if {@code reader} cannot be read
   */
  public static History read(Reader reader) throws IOException {
    HistoryReader into = new HistoryReader();
    BufferedReader lines = new BufferedReader(reader);
    List<Operation> operations = new ArrayList<>();
    int number = 0;
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      number++;
      if (!line.isBlank()) {
        operations.add(into.operation(line, number));
      }
    }
    return History.of(operations);
  }

  private Operation operation(String line, int number) throws IOException {
    if (line.length() > LINE_LENGTH_MAX) {
      throw new HistoryFormatException(
          number, "longer than " + LINE_LENGTH_MAX + " characters", null);
    }
    try (JsonParser parser = json.createParser(line)) {
      Fields fields = new Fields(number);
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new HistoryFormatException(number, "not a JSON object", null);
      }
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String name = parser.currentName();
        parser.nextToken();
        fields.take(name, parser);
      }
      if (parser.nextToken() != null) {
        throw new HistoryFormatException(number, "something follows the JSON object", null);
      }
      return fields.operation();
    } catch (StreamReadException e) {
      throw new HistoryFormatException(number, "not JSON: " + e.getOriginalMessage(), e);
    }
  }

  /** The fields of one line, as far as they were read. */
  private final class Fields {
    private final int number;
    private @Nullable String client;
    private @Nullable String key;
    private @Nullable Kind kind;
    private @Nullable String value;
    private boolean hasValue;
    private @Nullable Long call;
    private @Nullable Long returned;
    private boolean hasReturn;
    private boolean ok = true;
    private @Nullable String ts;

    Fields(int number) {
      this.number = number;
    }

    void take(String name, JsonParser parser) throws IOException {
      switch (name) {
        case "client" -> client = name(name, parser);
        case "key" -> key = name(name, parser);
        case "op" -> kind = kind(parser);
        case "value" -> {
          value = textOrNull(name, parser);
          hasValue = true;
        }
        case "call" -> call = nanos(name, parser);
        case "return" -> {
          returned =
              parser.currentToken() == JsonToken.VALUE_NULL ? null : (Long) nanos(name, parser);
          hasReturn = true;
        }
        case "ok" -> ok = truth(name, parser);
        case "ts" -> ts = textOrNull(name, parser);
        default -> throw wrong("unknown field \"" + name + "\"");
      }
    }

    Operation operation() throws HistoryFormatException {
      if (client == null || key == null || kind == null || call == null) {
        throw wrong("needs the fields client, key, op, call");
      }
      if (!hasValue || !hasReturn) {
        throw wrong("needs the fields value and return, null where there is none");
      }
      try {
        return new Operation(client, key, kind, value, call, returned, ok, ts, number);
      } catch (IllegalArgumentException e) {
        throw new HistoryFormatException(number, e.getMessage() + "", e);
      }
    }

    /** The same few names occur again and again: one copy of each is kept. */
    private String name(String field, JsonParser parser) throws IOException {
      String text = textOrNull(field, parser);
      if (text == null || text.isEmpty()) {
        throw wrong(field + " is empty");
      }
      return names.computeIfAbsent(text, same -> same);
    }

    private Kind kind(JsonParser parser) throws IOException {
      String text = parser.getText();
      return switch (text) {
        case "read" -> Kind.READ;
        case "write" -> Kind.WRITE;
        default -> throw wrong("op is read or write, not " + text);
      };
    }

    private @Nullable String textOrNull(String field, JsonParser parser) throws IOException {
      return switch (parser.currentToken()) {
        case VALUE_NULL -> null;
        case VALUE_STRING -> parser.getText();
        default -> throw wrong(field + " is a text, not " + parser.getText());
      };
    }

    private long nanos(String field, JsonParser parser) throws IOException {
      if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT) {
        throw wrong(field + " is a whole number of nanoseconds, not " + parser.getText());
      }
      return parser.getLongValue();
    }

    private boolean truth(String field, JsonParser parser) throws IOException {
      if (!parser.currentToken().isBoolean()) {
        throw wrong(field + " is true or false, not " + parser.getText());
      }
      return parser.getBooleanValue();
    }

    private HistoryFormatException wrong(String what) {
      return new HistoryFormatException(number, what, null);
    }
  }
}
