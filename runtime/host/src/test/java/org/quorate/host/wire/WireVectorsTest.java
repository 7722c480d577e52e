package org.quorate.host.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.quorate.api.machine.Nonce;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.Hashing;
import org.quorate.host.codec.MalformedException;
import org.quorate.host.codec.RecordCodec;
import org.quorate.host.configuration.Descriptor;
import org.quorate.host.configuration.Revocations;

/** What {@code docs/wire-format.md} says of frames and of what administrators sign. */
class WireVectorsTest {
  /** From the folder of the module, in which its tests run. */
  private static final Path DOCS = Path.of("../../docs");

  private static final RecordCodec CBOR = RecordCodec.cbor(1 << 20);
  private static final RecordCodec JSON = RecordCodec.json(1 << 20);

  /** Named as in BFT-BC: the encoding shows nothing of a record but its names. */
  sealed interface Request {
    record Read(Nonce nonce) implements Request {}

    record ReadTsPrep(Nonce nonce, Bytes hash, @Nullable Bytes written) implements Request {}
  }

  @TestFactory
  Stream<DynamicTest> framesAreEncodedAsDocumented() throws IOException {
    return vectors("frames.json")
        .map(vector -> dynamicTest(text(vector, "name"), () -> checkFrame(vector)));
  }

  private static void checkFrame(JsonNode vector) throws MalformedException {
    switch (text(vector, "type")) {
      case "Request" -> assertEncoded(Request.class, vector);
      case "ToReplica" -> assertEncoded(ToReplica.class, vector);
      case "ToClient" -> assertEncoded(ToClient.class, vector);
      default -> throw new IllegalArgumentException("unknown: " + vector);
    }
  }

  private static <T> void assertEncoded(Class<T> type, JsonNode vector) throws MalformedException {
    T record = record(type, vector);
    assertThat(CBOR.encode(type, record)).isEqualTo(encoding(vector));
    assertThat(CBOR.decode(type, encoding(vector))).isEqualTo(record);
  }

  @TestFactory
  Stream<DynamicTest> administratorsSignWhatIsDocumented() throws IOException {
    return vectors("configuration.json")
        .map(vector -> dynamicTest(text(vector, "name"), () -> checkSigned(vector)));
  }

  private static void checkSigned(JsonNode vector) throws MalformedException {
    switch (text(vector, "type")) {
      case "Revocations" ->
          assertThat(record(Revocations.class, vector).signedBytes()).isEqualTo(encoding(vector));
      case "Descriptor" -> {
        Descriptor descriptor = record(Descriptor.class, vector);
        assertThat(descriptor.signedBytes()).isEqualTo(encoding(vector));
        assertThat(descriptor.hash())
            .isEqualTo(Hashing.sha256(encoding(vector)))
            .isEqualTo(Bytes.fromHex(text(vector, "sha256")));
      }
      default -> throw new IllegalArgumentException("unknown: " + vector);
    }
  }

  /** The vectors that the document prints, after a comment that names file and vector. */
  @Test
  void theDocumentPrintsTheVectorsAsTheyAre() throws IOException {
    Matcher printed =
        Pattern.compile("<!-- vector (\\S+) (\\S+) -->\n\n```text\n(.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(DOCS.resolve("wire-format.md")));
    Set<String> files = new HashSet<>();
    while (printed.find()) {
      String name = printed.group(2);
      files.add(printed.group(1));
      assertThat(vectors(printed.group(1)).filter(vector -> text(vector, "name").equals(name)))
          .as(name)
          .singleElement()
          .extracting(WireVectorsTest::print)
          .isEqualTo(printed.group(3));
    }
    assertThat(files).contains("statements.json", "register-bft-bc.json", "frames.json");
  }

  private static String print(JsonNode vector) {
    return StreamSupport.stream(vector.required("encoding").spliterator(), false)
        .map(part -> "%-66s %s\n".formatted(text(part, "hex"), text(part, "is")))
        .collect(Collectors.joining());
  }

  private static Stream<JsonNode> vectors(String file) throws IOException {
    JsonNode content = new ObjectMapper().readTree(DOCS.resolve("vectors/" + file).toFile());
    return StreamSupport.stream(content.required("vectors").spliterator(), false);
  }

  private static Bytes encoding(JsonNode vector) {
    return Bytes.fromHex(String.join("", vector.required("encoding").findValuesAsText("hex")));
  }

  private static <T> T record(Class<T> type, JsonNode vector) throws MalformedException {
    return JSON.decode(type, Bytes.utf8(vector.required("record").toString()));
  }

  private static String text(JsonNode node, String field) {
    return node.required(field).textValue();
  }
}
