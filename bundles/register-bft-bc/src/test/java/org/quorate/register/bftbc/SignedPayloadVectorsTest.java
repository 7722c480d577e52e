package org.quorate.register.bftbc;

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
import org.quorate.api.certificate.Certificate;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.ClientId;
import org.quorate.api.model.Epoch;
import org.quorate.api.model.Key;
import org.quorate.api.model.Scope;
import org.quorate.api.model.Timestamp;
import org.quorate.api.model.Version;

/** What {@code docs/wire-format.md} says of PREPARE's and of consent's signature, byte by byte. */
class SignedPayloadVectorsTest {
  /** From the folder of the module, in which its tests run. */
  private static final Path FILE = Path.of("../../docs/vectors/register-bft-bc.json");

  @TestFactory
  Stream<DynamicTest> signedAsDocumented() throws IOException {
    JsonNode vectors = new ObjectMapper().readTree(FILE.toFile()).required("vectors");
    return StreamSupport.stream(vectors.spliterator(), false)
        .map(
            vector ->
                dynamicTest(
                    text(vector, "name"),
                    () -> assertThat(payload(vector)).isEqualTo(encoding(vector))));
  }

  private static Bytes encoding(JsonNode vector) {
    return Bytes.fromHex(String.join("", vector.required("encoding").findValuesAsText("hex")));
  }

  private static Bytes payload(JsonNode vector) {
    JsonNode node = vector.required("scope");
    Scope scope =
        new Scope(
            hex(node, "cluster"),
            new Epoch(node.required("epoch").longValue()),
            new Key(text(node, "key")));
    Version version = version(vector);
    return switch (text(vector, "kind")) {
      case "consent" -> PreparedVersion.payload(scope, version);
      case "prepare" -> {
        JsonNode predecessor = vector.required("P");
        JsonNode written = vector.required("W");
        yield new Preparation(
                new PreparedVersion(version(predecessor), certificate(predecessor), null),
                version,
                written.isNull()
                    ? null
                    : new WrittenVersion(version(written), certificate(written)))
            .promise()
            .payload(scope);
      }
      default -> throw new IllegalArgumentException("unknown: " + vector);
    };
  }

  private static Certificate certificate(JsonNode certified) {
    return new Certificate(Epoch.FIRST, hex(certified, "proof"));
  }

  private static Version version(JsonNode holder) {
    JsonNode node = holder.required("version");
    Bytes keyDigest = hex(node, "keyDigest");
    Timestamp ts =
        new Timestamp(
            node.required("counter").longValue(),
            new ClientId(text(node, "client"), keyDigest),
            Timestamp.Path.valueOf(text(node, "path").toUpperCase(Locale.ROOT)));
    return new Version(ts, hex(node, "hash"));
  }

  private static Bytes hex(JsonNode node, String field) {
    return Bytes.fromHex(text(node, field));
  }

  private static String text(JsonNode node, String field) {
    return node.required(field).textValue();
  }
}
