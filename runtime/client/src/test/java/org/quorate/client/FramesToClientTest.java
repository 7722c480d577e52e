package org.quorate.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.quorate.conformance.certificate.HostileCertificateKit;
import org.quorate.conformance.hostile.FieldChange;
import org.quorate.conformance.hostile.FieldCheck;
import org.quorate.conformance.hostile.FieldTrial;
import org.quorate.conformance.hostile.MessageField;
import org.quorate.conformance.hostile.MessageFieldsKit;
import org.quorate.host.wire.ToClient;

/** The fields of the frames that come to a client. */
final class FramesToClientTest extends MessageFieldsKit {
  @Override
  protected List<Class<?>> roles() {
    return List.of(ToClient.class);
  }

  @Override
  protected List<FieldCheck> checks() {
    return List.of(
        FieldCheck.of(
            "Answer\\.key\\.name",
            "of the operation's register",
            FramesToClient::key,
            "what is of another register is read"),
        FieldCheck.of(
            "Answer\\.reply",
            "none: what is no reply in CBOR is nothing; what is one has its own checks",
            FramesToClient::reply,
            FieldTrial.NOTHING),
        FieldCheck.shownBy(
            "Answer\\.attestation\\.label\\..*",
            "the certificate scheme's",
            HostileCertificateKit.class,
            "h3_anAttestationCountsForItsSharingOnly"),
        FieldCheck.shownBy(
            "Answer\\.attestation\\.proof",
            "the certificate scheme's",
            HostileCertificateKit.class,
            "h4_anAlteredAttestationIsRefused"),
        FieldCheck.of(
            "Refuse\\.nonce\\..*",
            "nonces: of the question that is asked now",
            FramesToClient::nonceOfARefusal,
            FramesToClient.REFUSED),
        FieldCheck.of(
            "Refuse\\.refusal\\..*",
            "no quorum is left without those who refuse",
            FramesToClient::refusal,
            FramesToClient.REFUSED),
        FieldCheck.of(
            "Status\\.nonce\\.operation",
            "nonces: of the question",
            AdministrationFields::nonceOfAStatus,
            "what was is shown for what is"),
        FieldCheck.of(
            "(Status|Revoked)\\.nonce\\.round",
            "none: these questions have one round",
            AdministrationFields::round,
            FieldTrial.NOTHING),
        FieldCheck.shownBy(
            "Status\\.status\\.replica\\.number",
            "of the replica that the link is to",
            FramesToClientTest.class,
            "d6_aReplicaTellsHowItIsAndNotHowAnotherIs"),
        FieldCheck.of(
            "Status\\.status\\.(?!replica).*",
            "none: shown to people, as what that replica says",
            AdministrationFields::status,
            FieldTrial.NOTHING),
        FieldCheck.of(
            "Revoked\\.nonce\\.operation",
            "nonces: of the question",
            AdministrationFields::nonceOfAnAcknowledgement,
            "a removal in force is not seen to be"),
        FieldCheck.of(
            "Revoked\\.version",
            "of the list that was sent, or a later one",
            AdministrationFields::version,
            "a removal counts that is not in force"));
  }

  @ParameterizedTest
  @EnumSource(FieldChange.class)
  void d6_aReplicaTellsHowItIsAndNotHowAnotherIs(FieldChange change) {
    MessageField field =
        new MessageField(ToClient.Status.class, List.of("status", "replica", "number"));
    assertThat(AdministrationFields.statusOfAnother(new FieldTrial(field, change, 1, false)))
        .isEqualTo(FieldTrial.NOTHING);
  }

  /** Of those that refuse it one may be a liar, and its reason is the one that is shown. */
  @Test
  void d6_aRefusalShowsNothingThatChangesATerminal() {
    assertThat(FramesToClient.refusedBecause("\u001b[2J\nno\u202e")).isEqualTo("failed: ?[2J?no?");
  }

  @Override
  protected Path document() {
    return Path.of("../../docs/fields.md");
  }

  @Override
  protected String section() {
    return "Frames to clients";
  }
}
