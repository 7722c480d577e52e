package org.quorate.host.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.quorate.api.certificate.Attestation;
import org.quorate.api.machine.Nonce;
import org.quorate.api.machine.Refusal;
import org.quorate.api.machine.Reply;
import org.quorate.api.machine.Request;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.ClientId;
import org.quorate.api.model.Epoch;
import org.quorate.api.model.Key;
import org.quorate.api.model.ReplicaId;
import org.quorate.api.model.ReplicaSet;
import org.quorate.api.model.Timestamp;
import org.quorate.api.model.Value;
import org.quorate.api.model.Version;
import org.quorate.api.recovery.ShareLabel;
import org.quorate.api.register.RegisterProtocol.Types;
import org.quorate.host.codec.MalformedException;
import org.quorate.host.configuration.AdministratorSignature;
import org.quorate.host.configuration.Revocations;
import org.quorate.host.deploy.BundleState;
import org.quorate.host.parts.Provider;

/** D3, D5: whatever bytes come, they are a frame or malformed, and nothing else happens. */
class HostileFramesTest {
  private static final int FRAME_BYTES_MAX = 1 << 16;
  private static final int CHANGED_FRAMES = 5_000;
  private static final Nonce NONCE = Nonce.first(Bytes.wrap(new byte[Nonce.OPERATION_BYTES]));
  private static final ClientId ALICE = ClientId.of("alice", Bytes.utf8("key"));

  sealed interface Ask extends Request {}

  record Everything(
      Nonce nonce,
      Version version,
      @Nullable Value value,
      ReplicaSet replicas,
      List<Timestamp> list,
      Map<String, Long> map)
      implements Ask {}

  sealed interface Answer extends Reply {}

  record Yes(Nonce nonce) implements Answer {}

  private final FrameCodec<Ask, Answer> frames =
      new FrameCodec<>(new Types<>(Yes.class, Ask.class, Answer.class, Yes.class), FRAME_BYTES_MAX);

  /** Decodes as one kind of thing. */
  private interface Decoder {
    Object decode(Bytes encoded) throws MalformedException;
  }

  private List<Bytes> framesToReplicas() {
    Version version =
        new Version(Timestamp.GENESIS.successor(ALICE), Value.of(Bytes.utf8("v")).hash());
    return List.of(
        frames.encode(new ToReplica.Operate(Epoch.FIRST, new Key("k"), Bytes.utf8("request"))),
        frames.encode(new ToReplica.AskStatus(NONCE)),
        frames.encode(
            new ToReplica.Revoke(
                NONCE,
                new Revocations(
                    Bytes.utf8("cluster"),
                    1,
                    List.of(ALICE),
                    List.of(new AdministratorSignature(0, version.hash()))))));
  }

  private List<Bytes> framesToClients() {
    return List.of(
        frames.encode(
            new ToClient.Answer(
                new Key("k"),
                Bytes.utf8("reply"),
                new Attestation(new ShareLabel(1, 0), Bytes.utf8("proof")))),
        frames.encode(new ToClient.Refuse(NONCE, new Refusal("RULE", "reason"))),
        frames.encode(new ToClient.Revoked(NONCE, 7)),
        frames.encode(
            new ToClient.Status(
                NONCE,
                new ReplicaStatus(
                    new ReplicaId(1),
                    Epoch.FIRST,
                    "v",
                    1,
                    2,
                    3,
                    Map.of("P1", 4L),
                    List.of("unwell"),
                    5,
                    List.of(
                        new Provider.State(
                            new Provider("jdk", "bundle", "1.0.0", 3, false),
                            Provider.Standing.SERVES,
                            "")),
                    List.of(new BundleState("a.jar", "00", "a 1.0.0", "", "refused")),
                    new Resources(1, 2, 3, 4, 5),
                    null))));
  }

  private List<Bytes> requests() {
    Version version =
        new Version(Timestamp.GENESIS.successor(ALICE), Value.of(Bytes.utf8("v")).hash());
    return List.of(
        frames.encodeRequest(
            new Everything(
                NONCE,
                version,
                Value.of(Bytes.utf8("v")),
                ReplicaSet.firstOf(4),
                List.of(Timestamp.GENESIS, version.ts()),
                Map.of("a", 1L))));
  }

  @Test
  void wholeFramesAreUnderstood() throws MalformedException {
    for (Bytes frame : framesToReplicas()) {
      assertThat(frames.encode(frames.decodeToReplica(frame))).isEqualTo(frame);
    }
    for (Bytes frame : framesToClients()) {
      assertThat(frames.encode(frames.decodeToClient(frame))).isEqualTo(frame);
    }
    for (Bytes request : requests()) {
      assertThat(frames.encodeRequest(frames.decodeRequest(request))).isEqualTo(request);
    }
  }

  @Test
  void aPartOfAFrameIsMalformed() {
    refusesParts(framesToReplicas(), frames::decodeToReplica);
    refusesParts(framesToClients(), frames::decodeToClient);
    refusesParts(requests(), frames::decodeRequest);
  }

  private static void refusesParts(List<Bytes> all, Decoder decoder) {
    for (Bytes frame : all) {
      for (int length = 0; length < frame.length(); length++) {
        refuses(frame.slice(0, length), decoder);
      }
    }
  }

  private static void refuses(Bytes encoded, Decoder decoder) {
    assertThatThrownBy(() -> decoder.decode(encoded))
        .as(encoded::toHex)
        .isInstanceOf(MalformedException.class);
  }

  @Test
  void anythingBehindAFrameIsMalformed() {
    for (Bytes frame : framesToReplicas()) {
      refuses(frame.concat(Bytes.wrap(new byte[1])), frames::decodeToReplica);
      refuses(frame.concat(frame), frames::decodeToReplica);
    }
  }

  @Test
  void anUnknownKindOfFrameIsMalformed() {
    for (String name :
        List.of("Circle", "", "java.lang.Runtime", "Answer", "operate", "x".repeat(300))) {
      Bytes type = Bytes.utf8(name);
      Bytes header =
          type.length() < 24
              ? Bytes.wrap(new byte[] {(byte) 0x82, (byte) (0x60 + type.length())})
              : Bytes.fromHex("8279" + "%04x".formatted(type.length()));
      refuses(header.concat(type).concat(Bytes.fromHex("a0")), frames::decodeToReplica);
    }
  }

  /** D3: lengths that nobody could mean; the byte strings would fill the memory. */
  @Test
  void d3_hugeLengthsAreMalformed() {
    for (String head : List.of("5a7fffffff", "5b7fffffffffffffff", "5bffffffffffffffff")) {
      Bytes huge = Bytes.fromHex(head + "00");
      refuses(huge, frames::decodeToReplica);
      refuses(operateWith(huge), frames::decodeToReplica);
    }
    for (String head : List.of("7a7fffffff", "9a7fffffff", "ba7fffffff", "9bffffffffffffffff")) {
      refuses(Bytes.fromHex(head + "00"), frames::decodeToReplica);
      refuses(operateWith(Bytes.fromHex(head + "00")), frames::decodeToReplica);
    }
  }

  /** A frame Operate whose request is {@code item}. */
  private static Bytes operateWith(Bytes item) {
    return Bytes.fromHex("82")
        .concat(text("Operate"))
        .concat(Bytes.fromHex("a3"))
        .concat(text("epoch"))
        .concat(Bytes.fromHex("a1"))
        .concat(text("number"))
        .concat(Bytes.fromHex("01"))
        .concat(text("key"))
        .concat(Bytes.fromHex("a1"))
        .concat(text("name"))
        .concat(text("k"))
        .concat(text("request"))
        .concat(item);
  }

  private static Bytes text(String text) {
    return Bytes.wrap(new byte[] {(byte) (0x60 + text.length())}).concat(Bytes.utf8(text));
  }

  @Test
  void theFramesMadeByHandAreFramesButForTheirItem() throws MalformedException {
    assertThat(frames.decodeToReplica(operateWith(Bytes.fromHex("4101"))))
        .isEqualTo(new ToReplica.Operate(Epoch.FIRST, new Key("k"), Bytes.fromHex("01")));
  }

  @Test
  void d3_deepNestingIsMalformed() {
    for (String opening : List.of("81", "9f", "c1", "a16161", "bf6161")) {
      Bytes nested = Bytes.fromHex(opening.repeat(FRAME_BYTES_MAX / 8));
      refuses(nested, frames::decodeToReplica);
      refuses(operateWith(nested), frames::decodeToReplica);
      refuses(nested, frames::decodeRequest);
    }
  }

  @Test
  void aFrameAboveTheLimitIsMalformed() throws MalformedException {
    FrameCodec<Ask, Answer> unlimited =
        new FrameCodec<>(new Types<>(Yes.class, Ask.class, Answer.class, Yes.class), 1 << 20);
    Bytes frame =
        unlimited.encode(
            new ToReplica.Operate(
                Epoch.FIRST, new Key("k"), Bytes.wrap(new byte[FRAME_BYTES_MAX])));

    assertThat(unlimited.decodeToReplica(frame)).isInstanceOf(ToReplica.Operate.class);
    refuses(frame, frames::decodeToReplica);
  }

  /** D6: one to four bytes changed, many times over, from one seed. */
  @Test
  void d6_aChangedFrameIsAFrameOrMalformed() {
    SplittableRandom random = new SplittableRandom(6);
    changes(framesToReplicas(), frames::decodeToReplica, random);
    changes(framesToClients(), frames::decodeToClient, random);
    changes(requests(), frames::decodeRequest, random);
  }

  private static void changes(List<Bytes> all, Decoder decoder, SplittableRandom random) {
    int malformed = 0;
    for (int i = 0; i < CHANGED_FRAMES; i++) {
      byte[] frame = all.get(random.nextInt(all.size())).toByteArray();
      for (int changes = random.nextInt(4); changes >= 0; changes--) {
        frame[random.nextInt(frame.length)] = (byte) random.nextInt(256);
      }
      Bytes changed = Bytes.wrap(frame);
      try {
        assertThat(decoder.decode(changed)).isNotNull();
      } catch (MalformedException e) {
        malformed++;
      } catch (RuntimeException | Error e) {
        fail(changed.toHex(), e);
      }
    }
    assertThat(malformed).as("changes that were noticed").isGreaterThan(CHANGED_FRAMES / 4);
  }

  @Test
  void noiseIsMalformed() {
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < CHANGED_FRAMES; i++) {
      byte[] noise = new byte[random.nextInt(200)];
      random.nextBytes(noise);
      refuses(Bytes.wrap(noise), frames::decodeToReplica);
      refuses(Bytes.wrap(noise), frames::decodeToClient);
      refuses(Bytes.wrap(noise), frames::decodeRequest);
    }
  }
}
