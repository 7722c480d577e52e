package org.quorate.host.replica;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.quorate.conformance.hostile.FieldCheck;
import org.quorate.conformance.hostile.FieldTrial;
import org.quorate.conformance.hostile.MessageFieldsKit;
import org.quorate.host.wire.ToReplica;

/** The fields of the frames that come to a replica. */
final class FramesToReplicaTest extends MessageFieldsKit {
  @TempDir private Path folder;

  @Override
  protected List<Class<?>> roles() {
    return List.of(ToReplica.class);
  }

  @Override
  protected List<FieldCheck> checks() {
    FramesToReplica stories = new FramesToReplica(folder);
    return List.of(
        FieldCheck.of(
            "Operate\\.epoch\\.number",
            "EPOCH: of the configuration in force",
            stories::epoch,
            "who is in another configuration is served"),
        FieldCheck.of(
            "Operate\\.key\\.name",
            "CLAIM: claims are about that register",
            stories::key,
            "what is signed for a register changes another"),
        FieldCheck.of(
            "Operate\\.request",
            "a request in CBOR, else the link is closed",
            stories::request,
            "who sends what is malformed stays connected"),
        FieldCheck.of(
            "(AskStatus|Revoke)\\.nonce\\..*",
            "none: its sender's own choice, which the reply repeats",
            stories::ownBusiness,
            FieldTrial.NOTHING),
        FieldCheck.of(
            "Revoke\\.revocations\\.(version|revoked\\..*)",
            "REVOKE: signed by enough administrators",
            stories::list,
            "a later list has no effect"),
        FieldCheck.of(
            "Revoke\\.revocations\\.(cluster|signatures\\..*)",
            "REVOKE: signed by enough administrators of this cluster",
            stories::removal,
            "a client is removed without the administrators"));
  }

  @Override
  protected Path document() {
    return Path.of("../../docs/fields.md");
  }

  @Override
  protected String section() {
    return "Frames to replicas";
  }
}
