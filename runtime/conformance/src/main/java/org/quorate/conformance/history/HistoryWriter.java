package org.quorate.conformance.history;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonGenerator.Feature;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes a history as {@link HistoryReader} reads it. Thread-safe. */
public final class HistoryWriter implements AutoCloseable {
  private final Writer out;
  private final JsonGenerator json;

  /** Writes to {@code out}, which it closes in the end. */
  public HistoryWriter(Writer out) throws IOException {
    this.out = out;
    this.json =
        JsonFactory.builder()
            .build()
            .createGenerator(out)
            .disable(Feature.FLUSH_PASSED_TO_STREAM)
            .setRootValueSeparator(null);
  }

  /** Makes or replaces {@code file}. */
  public static HistoryWriter to(Path file) throws IOException {
    return new HistoryWriter(Files.newBufferedWriter(file));
  }

  /** Adds a line; {@link Operation#line} is not written. */
  public synchronized void write(Operation operation) throws IOException {
    json.writeStartObject();
    json.writeStringField("client", operation.client());
    json.writeStringField("key", operation.key());
    json.writeStringField("op", operation.isWrite() ? "write" : "read");
    json.writeStringField("value", operation.value());
    json.writeNumberField("call", operation.callNanos());
    Long returned = operation.returnNanos();
    if (returned == null) {
      json.writeNullField("return");
    } else {
      json.writeNumberField("return", returned);
    }
    json.writeBooleanField("ok", operation.ok());
    if (operation.ts() != null) {
      json.writeStringField("ts", operation.ts());
    }
    json.writeEndObject();
    json.writeRaw('\n');
  }

  public void writeAll(History history) throws IOException {
    for (Operation operation : history.operations()) {
      write(operation);
    }
  }

  @Override
  public synchronized void close() throws IOException {
    json.close();
    out.close();
  }
}
