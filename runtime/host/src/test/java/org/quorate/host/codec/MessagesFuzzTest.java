package org.quorate.host.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import java.util.stream.Stream;
import org.quorate.api.machine.Claim;
import org.quorate.api.machine.Message;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.Epoch;
import org.quorate.api.model.Key;
import org.quorate.api.model.ReplicaSet;
import org.quorate.api.model.Scope;
import org.quorate.conformance.hostile.HostileReading;
import org.quorate.host.wire.ToClient;
import org.quorate.host.wire.ToReplica;

/** Frames come from clients and replicas, with messages inside; journals lie on a client's disk. */
class MessagesFuzzTest {
  private static final int FRAME_BYTES_MAX = 4 << 20;
  private static final Scope SCOPE =
      new Scope(Bytes.fromHex("00112233445566778899aabbccddeeff"), Epoch.FIRST, new Key("k"));

  /** What may stand in a message, and stands in none of the shipped ones. */
  record Rest(ReplicaSet replicas) {}

  private final RecordCodec codec = RecordCodec.cbor(FRAME_BYTES_MAX);
  private final List<Class<?>> types =
      Stream.concat(
              Stream.of(ToReplica.class, ToClient.class, Rest.class),
              OfferedTypes.all().stream()
                  .flatMap(of -> Stream.of(of.request(), of.reply(), of.journal())))
          .toList();

  @FuzzTest
  void d5_bytesAreFramesMessagesAndJournalsOrMalformed(byte[] input) {
    types.forEach(type -> read(type, input));
  }

  private <T> void read(Class<T> type, byte[] input) {
    HostileReading.valueOrError(input, MalformedException.class, bytes -> codec.decode(type, bytes))
        .ifPresent(record -> isItself(type, record));
  }

  private <T> void isItself(Class<T> type, T record) {
    byte[] written = codec.encode(type, record).toByteArray();
    T again = HostileReading.value(written, bytes -> codec.decode(type, bytes));
    assertThat(again).isEqualTo(record);
    if (record instanceof Message message) {
      // Asked of it before anything in it was checked, together with what others have sent.
      List<Claim> claims = HostileReading.value(written, bytes -> message.claims(SCOPE));
      assertThat(claims).doesNotContainNull();
    }
  }
}
