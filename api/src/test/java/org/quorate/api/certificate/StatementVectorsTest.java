package org.quorate.api.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.ClientId;
import org.quorate.api.model.Epoch;
import org.quorate.api.model.Hashing;
import org.quorate.api.model.Key;
import org.quorate.api.model.Scope;
import org.quorate.api.model.Timestamp;
import org.quorate.api.model.Value;
import org.quorate.api.model.Version;

/** What {@code docs/wire-format.md} says of statements, values and clients' ids, byte by byte. */
class StatementVectorsTest {
  /** From the folder of the module, in which its tests run. */
  private static final Path FILE = Path.of("../docs/vectors/statements.json");

  @TestFactory
  Stream<DynamicTest> encodedAsDocumented() throws IOException {
    JsonNode vectors = new ObjectMapper().readTree(FILE.toFile()).required("vectors");
    return StreamSupport.stream(vectors.spliterator(), false)
        .map(vector -> dynamicTest(text(vector, "name"), () -> check(vector)));
  }

  private static void check(JsonNode vector) {
    Bytes encoding =
        Bytes.fromHex(String.join("", vector.required("encoding").findValuesAsText("hex")));
    switch (text(vector, "kind")) {
      case "value" -> {
        JsonNode content = vector.required("content");
        Value value =
            content.isNull() ? Value.ABSENT : Value.of(Bytes.fromHex(content.textValue()));
        assertThat(value.hash()).isEqualTo(Hashing.sha256(encoding)).isEqualTo(sha256(vector));
      }
      case "client" ->
          assertThat(ClientId.of(text(vector, "client"), encoding).keyDigest())
              .isEqualTo(sha256(vector));
      case "statement" -> assertThat(statement(vector).encoded()).isEqualTo(encoding);
      default -> throw new IllegalArgumentException("unknown: " + vector);
    }
  }

  private static Statement statement(JsonNode vector) {
    JsonNode scope = vector.required("scope");
    JsonNode version = vector.required("version");
    Timestamp ts =
        new Timestamp(
            version.required("counter").longValue(),
            new ClientId(text(version, "client"), hex(version, "keyDigest")),
            Timestamp.Path.valueOf(constant(version, "path")));
    return new Statement(
        Statement.Kind.valueOf(constant(vector, "attests")),
        new Scope(
            hex(scope, "cluster"),
            new Epoch(scope.required("epoch").longValue()),
            new Key(text(scope, "key"))),
        new Version(ts, hex(version, "hash")));
  }

  private static Bytes sha256(JsonNode vector) {
    return hex(vector, "sha256");
  }

  private static Bytes hex(JsonNode node, String field) {
    return Bytes.fromHex(text(node, field));
  }

  private static String constant(JsonNode node, String field) {
    return text(node, field).toUpperCase(Locale.ROOT);
  }

  private static String text(JsonNode node, String field) {
    return node.required(field).textValue();
  }
}
