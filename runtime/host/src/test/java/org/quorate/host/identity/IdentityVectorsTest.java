package org.quorate.host.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.ClientId;
import org.quorate.api.model.ReplicaId;
import org.quorate.api.transport.AuthenticationException;
import org.quorate.api.transport.Peer;

/** What {@code docs/wire-format.md} says of the identity in a certificate. */
class IdentityVectorsTest {
  /** From the folder of the module, in which its tests run. */
  private static final Path FILE = Path.of("../../docs/vectors/identities.json");

  @TestFactory
  Stream<DynamicTest> statedAsDocumented() throws IOException {
    JsonNode vectors = new ObjectMapper().readTree(FILE.toFile()).required("vectors");
    return StreamSupport.stream(vectors.spliterator(), false)
        .map(vector -> dynamicTest(text(vector, "name"), () -> check(vector)));
  }

  private static void check(JsonNode vector) throws AuthenticationException {
    CertificateIdentity identity =
        new CertificateIdentity(
            Bytes.fromHex(text(vector, "cluster")),
            peer(vector),
            new Rights(texts(vector, "read"), texts(vector, "write")));
    assertThat(identity.toUri()).isEqualTo(text(vector, "uri"));
    assertThat(CertificateIdentity.parse(text(vector, "uri"))).isEqualTo(identity);
  }

  private static Peer peer(JsonNode vector) {
    return vector.has("replica")
        ? new Peer.Replica(new ReplicaId(vector.required("replica").intValue()))
        : new Peer.Client(
            new ClientId(text(vector, "client"), Bytes.fromHex(text(vector, "keyDigest"))));
  }

  private static List<String> texts(JsonNode vector, String field) {
    return StreamSupport.stream(vector.path(field).spliterator(), false)
        .map(JsonNode::textValue)
        .toList();
  }

  private static String text(JsonNode node, String field) {
    return node.required(field).textValue();
  }
}
