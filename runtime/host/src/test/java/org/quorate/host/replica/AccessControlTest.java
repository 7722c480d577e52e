package org.quorate.host.replica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.stream.IntStream;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.ClientId;
import org.quorate.api.model.Key;
import org.quorate.api.transport.AuthenticationException;
import org.quorate.api.transport.Peer;
import org.quorate.host.configuration.AdministratorSignature;
import org.quorate.host.configuration.Revocations;
import org.quorate.host.identity.CertificateIdentity;
import org.quorate.host.identity.Rights;

class AccessControlTest {
  private static final Bytes CLUSTER = Administrators.DESCRIPTOR.cluster();
  private static final ClientId ALICE = ClientId.of("alice", Bytes.utf8("a"));
  private static final ClientId BOB = ClientId.of("bob", Bytes.utf8("b"));
  private static final Key KEY = new Key("diary/monday");

  @TempDir private Path folder;
  private final Administrators.Seals seals = new Administrators.Seals();
  private AccessControl control;

  @BeforeEach
  void opens() throws IOException {
    control = open();
  }

  private AccessControl open() throws IOException {
    return new AccessControl(Administrators.DESCRIPTOR, folder, seals);
  }

  private static X509Certificate certificate(Bytes cluster, Peer peer, Rights rights)
      throws Exception {
    KeyPair keys = KeyPairGenerator.getInstance("EC").generateKeyPair();
    X500Name name = new X500Name("CN=somebody");
    String uri = new CertificateIdentity(cluster, peer, rights).toUri();
    return new JcaX509CertificateConverter()
        .getCertificate(
            new JcaX509v3CertificateBuilder(
                    name,
                    BigInteger.ONE,
                    Date.from(Instant.EPOCH),
                    Date.from(Instant.EPOCH),
                    name,
                    keys.getPublic())
                .addExtension(
                    Extension.subjectAlternativeName,
                    false,
                    new GeneralNames(new GeneralName(GeneralName.uniformResourceIdentifier, uri)))
                .build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate())));
  }

  private void showsCertificate(ClientId client, Rights rights) throws Exception {
    Peer peer = new Peer.Client(client);
    assertThat(control.authenticate(certificate(CLUSTER, peer, rights))).isEqualTo(peer);
  }

  @Test
  void rightsAreByPrefixAsTheCertificateSays() throws Exception {
    showsCertificate(ALICE, new Rights(List.of("diary/", "news"), List.of("diary/mo")));

    assertThat(control.access().mayRead(ALICE, KEY)).isTrue();
    assertThat(control.access().mayRead(ALICE, new Key("newspaper"))).isTrue();
    assertThat(control.access().mayRead(ALICE, new Key("diary"))).isFalse();
    assertThat(control.access().mayWrite(ALICE, KEY)).isTrue();
    assertThat(control.access().mayWrite(ALICE, new Key("diary/tuesday"))).isFalse();
    assertThat(control.access().mayWrite(ALICE, new Key("news"))).isFalse();
  }

  @Test
  void whoHasShownNoCertificateMayNothing() {
    assertThat(control.access().mayRead(BOB, KEY)).isFalse();
    assertThat(control.access().mayWrite(BOB, KEY)).isFalse();
  }

  @Test
  void a1_aRemovedClientMayNothingAndIsNotLetIn() throws Exception {
    showsCertificate(ALICE, Rights.ALL);
    showsCertificate(BOB, Rights.ALL);

    assertThat(control.revoke(Administrators.signed(1, List.of(ALICE), 0, 2))).isTrue();

    assertThat(control.access().isRevoked(ALICE)).isTrue();
    assertThat(control.access().mayRead(ALICE, KEY)).isFalse();
    assertThat(control.access().mayWrite(ALICE, KEY)).isFalse();
    assertThat(control.access().mayWrite(BOB, KEY)).isTrue();
    assertThatThrownBy(() -> showsCertificate(ALICE, Rights.ALL))
        .isInstanceOf(AuthenticationException.class)
        .hasMessage("the client alice was removed");
  }

  @Test
  void aRevocationOutlivesTheProcess() throws Exception {
    control.revoke(Administrators.signed(1, List.of(ALICE), 0, 1));

    assertThat(open().access().isRevoked(ALICE)).isTrue();
    assertThat(open().revocationsVersion()).isEqualTo(1);
  }

  @Test
  void aListThatTooFewAdministratorsSignedIsRefused() throws Exception {
    assertThat(control.revoke(Administrators.signed(1, List.of(ALICE)))).isFalse();
    assertThat(control.revoke(Administrators.signed(1, List.of(ALICE), 1))).isFalse();
    assertThat(control.revoke(Administrators.signed(1, List.of(ALICE), 1, 1)))
        .as("one twice")
        .isFalse();
    assertThat(control.revoke(Administrators.signed(1, List.of(ALICE), 1, 4)))
        .as("no such one")
        .isFalse();
    assertThat(control.revoke(Administrators.signed(1, List.of(ALICE), 1, -1)))
        .as("no such one")
        .isFalse();

    assertThat(control.access().isRevoked(ALICE)).isFalse();
    assertThat(open().revocationsVersion()).isZero();
  }

  @Test
  void aSignatureIsOnOneListOfOneCluster() throws Exception {
    Revocations good = Administrators.signed(1, List.of(ALICE), 0, 1);

    assertThat(control.revoke(new Revocations(CLUSTER, 2, good.revoked(), good.signatures())))
        .isFalse();
    assertThat(control.revoke(new Revocations(CLUSTER, 1, List.of(BOB), good.signatures())))
        .isFalse();
    assertThat(
            control.revoke(
                new Revocations(Bytes.wrap(new byte[16]), 1, good.revoked(), good.signatures())))
        .isFalse();
    assertThat(control.revocationsVersion()).isZero();
  }

  @Test
  void anOlderListDoesNotReplaceANewerOne() throws Exception {
    control.revoke(Administrators.signed(2, List.of(ALICE, BOB), 0, 1));

    assertThat(control.revoke(Administrators.signed(1, List.of(ALICE), 0, 1))).isTrue();
    assertThat(control.access().isRevoked(BOB)).isTrue();
    assertThat(control.revocationsVersion()).isEqualTo(2);
  }

  @Test
  void aChangedOrDamagedListOnDiskIsRefusedByName() throws Exception {
    control.revoke(Administrators.signed(1, List.of(ALICE), 0, 1));
    Path file = folder.resolve("revocations.json");
    String json = Files.readString(file);

    Files.writeString(file, json.replace("alice", "malice"));
    assertThatThrownBy(this::open)
        .isInstanceOf(IOException.class)
        .hasMessage(file + ": the signatures of the administrators are not valid");
    Files.writeString(file, json.substring(0, json.length() / 2));
    assertThatThrownBy(this::open)
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(file + ": not a Revocations: ");
  }

  @Test
  void aCertificateOfAnotherClusterIsRefused() throws Exception {
    X509Certificate foreign =
        certificate(Bytes.wrap(new byte[16]), new Peer.Client(ALICE), Rights.ALL);

    assertThatThrownBy(() -> control.authenticate(foreign))
        .isInstanceOf(AuthenticationException.class)
        .hasMessage("the certificate is of another cluster");
    assertThat(control.access().mayRead(ALICE, KEY)).isFalse();
  }

  /** D2: any client may send a list, and its signatures are checked before all else. */
  @Test
  void d2_aLongListOfSignaturesCostsOneVerificationForEachAdministrator() throws IOException {
    List<AdministratorSignature> rubbish =
        IntStream.range(0, 1_000)
            .mapToObj(i -> new AdministratorSignature(i % 3, Bytes.utf8("rubbish " + i)))
            .toList();
    assertThat(control.revoke(new Revocations(CLUSTER, 1, List.of(ALICE), rubbish))).isFalse();
    assertThat(seals.verifications).isEqualTo(3);
  }
}
