package org.quorate.register.bftbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.quorate.conformance.hostile.FieldChange;
import org.quorate.conformance.hostile.FieldCheck;
import org.quorate.conformance.hostile.FieldTrial;
import org.quorate.conformance.hostile.MessageField;
import org.quorate.conformance.hostile.MessageFieldsKit;

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

  @ParameterizedTest
  @MethodSource("requestFields")
  void d6_aRequestWithAChangedFieldIsRefusedInEveryMode(MessageField field) {
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
          assertThat(scene.all.refusalsOf(changed, scene.all.client("zoe"))).hasSize(1);
        }
        refused++;
      }
    }
    assertThat(refused).isPositive();
  }
}
