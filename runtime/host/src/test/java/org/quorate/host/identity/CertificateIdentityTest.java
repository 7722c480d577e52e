package org.quorate.host.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.ClientId;
import org.quorate.api.model.Key;
import org.quorate.api.model.ReplicaId;
import org.quorate.api.transport.AuthenticationException;
import org.quorate.api.transport.Peer;

class CertificateIdentityTest {
  private static final Bytes CLUSTER = Bytes.fromHex("00112233445566778899aabbccddeeff");
  private static final ClientId ALICE = ClientId.of("alice", Bytes.utf8("a key"));

  @Test
  void identitiesGoThereAndBack() throws AuthenticationException {
    for (CertificateIdentity identity :
        List.of(
            new CertificateIdentity(CLUSTER, new Peer.Replica(new ReplicaId(7)), Rights.NONE),
            new CertificateIdentity(CLUSTER, new Peer.Client(ALICE), Rights.ALL),
            new CertificateIdentity(CLUSTER, new Peer.Client(ALICE), Rights.NONE),
            new CertificateIdentity(
                CLUSTER,
                new Peer.Client(ALICE),
                new Rights(List.of("a/b&c=d", "ü "), List.of("x?y#z%"))))) {
      assertThat(CertificateIdentity.parse(identity.toUri())).isEqualTo(identity);
    }
  }

  @Test
  void anythingElseIsNotAnIdentity() {
    String host = "quorate://00112233445566778899aabbccddeeff";
    String key = "key=" + ALICE.keyDigest().toHex();
    for (String wrong :
        List.of(
            "",
            "https://example.org/replica/1",
            host,
            host + "/replica/0",
            host + "/replica/1/2",
            host + "/replica/x",
            host + "/replica/1?read=",
            host + "/client/alice",
            host + "/client/alice?read=",
            host + "/client/alice?key=00",
            host + "/client/alice?" + key + "&" + key,
            host + "/client/alice?" + key + "&admin=yes",
            host + "/client/al%20ice?" + key,
            host + "/nobody/alice?" + key)) {
      assertThatThrownBy(() -> CertificateIdentity.parse(wrong))
          .as(wrong)
          .isInstanceOf(AuthenticationException.class);
    }
  }

  @Test
  void rightsGoByPrefix() {
    Rights rights = new Rights(List.of("logs/"), List.of());
    assertThat(rights.mayRead(new Key("logs/1"))).isTrue();
    assertThat(rights.mayRead(new Key("log"))).isFalse();
    assertThat(rights.mayWrite(new Key("logs/1"))).isFalse();
    assertThat(Rights.ALL.mayWrite(new Key("anything"))).isTrue();
  }

  /** Found by fuzzing: a peer's certificate must not write into a log. */
  @Test
  void d5_aComplaintShowsNothingThatChangesATerminal() {
    assertThatThrownBy(() -> CertificateIdentity.parse("quorate://\u001b[31m\n" + "x".repeat(999)))
        .isInstanceOf(AuthenticationException.class)
        .message()
        .matches("\\P{C}{1,250}");
  }
}
