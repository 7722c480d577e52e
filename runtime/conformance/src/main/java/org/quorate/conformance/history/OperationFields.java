package org.quorate.conformance.history;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.quorate.conformance.history.Operation.Kind;

/**
 * The fields of one line, as far as they were read. What is wrong with them is said by {@link
 * IllegalArgumentException}.
 */
final class OperationFields {
  private final UnaryOperator<String> texts;
  private final int line;
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

  /**
   * No field yet.
   *
   * @param texts gives equal texts as one object
   */
  OperationFields(UnaryOperator<String> texts, int line) {
    this.texts = texts;
    this.line = line;
  }

  /** Takes the value at which {@code parser} stands. */
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
      default -> throw new IllegalArgumentException("unknown field " + Quoted.text(name));
    }
  }

  Operation operation() {
    if (client == null || key == null || kind == null || call == null) {
      throw new IllegalArgumentException("needs the fields client, key, op, call");
    }
    if (!hasValue || !hasReturn) {
      throw new IllegalArgumentException(
          "needs the fields value and return, null where there is none");
    }
    return new Operation(client, key, kind, value, call, returned, ok, ts, line);
  }

  private String name(String field, JsonParser parser) throws IOException {
    String text = textOrNull(field, parser);
    if (text == null || text.isEmpty()) {
      throw new IllegalArgumentException(field + " is empty");
    }
    return text;
  }

  private static Kind kind(JsonParser parser) throws IOException {
    return switch (parser.getText()) {
      case "read" -> Kind.READ;
      case "write" -> Kind.WRITE;
      default -> throw isNot("op", "read or write", parser);
    };
  }

  private @Nullable String textOrNull(String field, JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case VALUE_NULL -> null;
      case VALUE_STRING -> texts.apply(parser.getText());
      default -> throw isNot(field, "a text", parser);
    };
  }

  private static long nanos(String field, JsonParser parser) throws IOException {
    if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT) {
      throw isNot(field, "a whole number of nanoseconds", parser);
    }
    return parser.getLongValue();
  }

  private static boolean truth(String field, JsonParser parser) throws IOException {
    if (!parser.currentToken().isBoolean()) {
      throw isNot(field, "true or false", parser);
    }
    return parser.getBooleanValue();
  }

  private static IllegalArgumentException isNot(String field, String right, JsonParser parser)
      throws IOException {
    return new IllegalArgumentException(
        field + " is " + right + ", not " + Quoted.shortened(parser.getText()));
  }
}
