package org.quorate.register.abd;

import java.nio.file.Path;
import java.util.List;
import org.quorate.conformance.hostile.FieldCheck;
import org.quorate.conformance.hostile.FieldTrial;
import org.quorate.conformance.hostile.MessageFieldsKit;

final class AbdFieldsTest extends MessageFieldsKit {
  @Override
  protected List<Class<?>> roles() {
    return List.of(AbdRequest.class, AbdReply.class);
  }

  @Override
  protected List<FieldCheck> checks() {
    return List.of(
        FieldCheck.of(
            "(QueryTimestamp|QueryValue|Write|WriteBack)\\.nonce\\..*",
            "none: its sender's own choice, which the reply repeats",
            AbdFields::ownBusiness,
            FieldTrial.NOTHING),
        FieldCheck.of(
            "Write\\.ts\\.client\\..*",
            "A3: of the sender",
            AbdFields::author,
            "a write in another's name is held"),
        FieldCheck.of(
            "Write\\.ts\\.counter|WriteBack\\.ts\\.(counter|client\\..*)",
            "H1: larger than what is held",
            AbdFields::larger,
            "a version falls"),
        FieldCheck.of(
            "\\w+\\.ts\\.path",
            "the record's own: base",
            AbdFields::refusedByTheRecord,
            FieldTrial.NOTHING),
        FieldCheck.of(
            "\\w+\\.value\\..*|\\w+Reply\\.ts\\.(counter|client\\..*)",
            "none: nobody lies",
            AbdFields::believed,
            FieldTrial.NOTHING),
        FieldCheck.of(
            "\\w+Reply\\.nonce\\.operation",
            "nonces: of the operation",
            AbdFields::operation,
            AbdFields.MISSED),
        FieldCheck.of(
            "\\w+Reply\\.nonce\\.round",
            "nonces: of the question; no other one of the operation has such an answer",
            AbdFields::round,
            FieldTrial.NOTHING));
  }

  @Override
  protected Path document() {
    return Path.of("../../docs/fields.md");
  }

  @Override
  protected String section() {
    return "ABD";
  }
}
