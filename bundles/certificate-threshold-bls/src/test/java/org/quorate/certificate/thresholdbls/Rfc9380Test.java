package org.quorate.certificate.thresholdbls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.quorate.api.model.Bytes;

/** Hashing to G1 against the vectors of RFC 9380, appendix J.9.1. */
class Rfc9380Test {
  private static final Path VECTORS =
      Path.of("shared", "vectors", "rfc9380", "BLS12381G1_XMD_SHA-256_SSWU_RO_.json");

  @Test
  void hashesAsTheVectorsSay() throws IOException {
    JsonNode suite = new ObjectMapper().readTree(Files.readString(vectors()));
    assertThat(suite.get("vectors")).isNotEmpty();
    for (JsonNode vector : suite.get("vectors")) {
      Bytes message = Bytes.wrap(vector.get("msg").asText().getBytes(StandardCharsets.UTF_8));
      byte[] point = Suite.hash(message, suite.get("dst").asText()).serialize();
      assertThat(Bytes.wrap(point).toHex())
          .isEqualTo(coordinate(vector, "x") + coordinate(vector, "y"));
    }
  }

  private static String coordinate(JsonNode vector, String name) {
    return vector.get("P").get(name).asText().substring("0x".length());
  }

  /** The vectors lie beside the project; they are not part of it. */
  private static Path vectors() {
    Path here = Path.of("").toAbsolutePath();
    return Stream.iterate(here, directory -> directory != null, Path::getParent)
        .map(directory -> directory.resolve(VECTORS))
        .filter(Files::exists)
        .findFirst()
        .orElseGet(() -> abort("SKIPPED: no " + VECTORS + " above " + here));
  }
}
