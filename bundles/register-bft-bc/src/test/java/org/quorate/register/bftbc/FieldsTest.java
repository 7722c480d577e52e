package org.quorate.register.bftbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.quorate.api.model.Bytes;
import org.quorate.conformance.hostile.FieldChange;
import org.quorate.conformance.hostile.FieldCheck;
import org.quorate.conformance.hostile.FieldTrial;
import org.quorate.conformance.hostile.MessageField;
import org.quorate.conformance.hostile.MessageFieldsKit;
import org.quorate.register.bftbc.BftBcRequest.Prepare;

final class FieldsTest extends MessageFieldsKit {
  @Override
  protected List<Class<?>> roles() {
    return List.of(BftBcRequest.class, BftBcReply.class);
  }

  @Override
  protected List<FieldCheck> checks() {
    return FieldChecks.ALL;
  }

  /** From the folder of the module, in which its tests run. */
  @Override
  protected Path document() {
    return Path.of("../../docs/fields.md");
  }

  @Override
  protected String section() {
    return "BFT-BC";
  }

  @Override
  protected int faultsMax() {
    return 2;
  }

  /** A nonce, or a hash that is to be granted: its sender may say what it likes. */
  private static boolean isOwnChoice(MessageField field) {
    return field.path().get(0).equals("nonce") || field.toString().equals("ReadTsPrep.hash");
  }

  static Stream<MessageField> requestFields() {
    return MessageField.of(BftBcRequest.class).stream().filter(field -> !isOwnChoice(field));
  }

  /** By whoever is between the client and the replica. */
  @ParameterizedTest
  @MethodSource("requestFields")
  void d6_aRequestWithAChangedFieldIsRefusedInEveryMode(MessageField field) {
    assertRefused(field, (scene, changed) -> changed);
  }

  /** What is signed, but for another value, and another name, which has no rights of its own. */
  static Stream<MessageField> signedFields() {
    return requestFields()
        .filter(field -> field.toString().startsWith("Prepare."))
        .filter(field -> !field.toString().matches("Prepare\\.signature\\.(publicKey|signature)"))
        .filter(field -> !field.toString().matches(".*\\.preparation\\.version\\.(hash|.*name)"));
  }

  /** By the client itself, which may sign what it likes. */
  @ParameterizedTest
  @MethodSource("signedFields")
  void d6_aPrepareThatWasChangedAndThenSignedIsRefusedInEveryMode(MessageField field) {
    assertRefused(field, (scene, changed) -> signedAnew(scene.bench, (Prepare) changed));
  }

  private static Prepare signedAnew(Bench bench, Prepare changed) {
    ClientSignature before = changed.signature();
    Bytes payload = changed.preparation().promise().payload(before.scope(Bench.SCOPE));
    Bytes signature = bench.sign(bench.client("zoe"), payload).signature();
    return new Prepare(
        changed.nonce(),
        changed.preparation(),
        new ClientSignature(before.epoch(), before.publicKey(), signature));
  }

  private static void assertRefused(
      MessageField field, BiFunction<Scene, BftBcRequest, BftBcRequest> sent) {
    int refused = 0;
    for (Mode mode : Mode.values()) {
      for (FieldChange change : FieldChange.values()) {
        Scene scene = new Scene(new FieldTrial(field, change, 1, false), mode);
        BftBcRequest sample = scene.messages.request(field.message());
        if (field.in(sample) == null || scene.changedContent(sample) == null) {
          continue;
        }
        BftBcRequest changed = scene.changed(sample);
        if (changed != null) { // else the record itself refuses it
          assertThat(scene.all.refusalsOf(sent.apply(scene, changed), scene.all.client("zoe")))
              .hasSize(1);
        }
        refused++;
      }
    }
    assertThat(refused).isPositive();
  }
}
