package org.quorate.certificate.signatureset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.ReplicaId;
import org.quorate.api.model.ReplicaSet;

class SignerListTest {
  private static final SignerList LIST =
      new SignerList(
          new TreeMap<>(
              Map.of(
                  new ReplicaId(9), Bytes.fromHex("0909"),
                  new ReplicaId(1), Bytes.fromHex("01"),
                  new ReplicaId(4), Bytes.fromHex("040404"))));

  @Test
  void hasTheDocumentedBytes() {
    assertThat(LIST.encoded(10).toHex()).isEqualTo("0901" + "000101" + "0003040404" + "00020909");
    assertThat(LIST.encoded(10).length()).isEqualTo((int) SignerList.encodedBytes(10, 3, 2));
    assertThat(SignerList.parse(LIST.encoded(10), 10)).contains(LIST);
    assertThat(LIST.signers()).isEqualTo(ReplicaSet.of(1, 4, 9));
  }

  @Test
  void p5_refusesUnknownSigners() {
    assertThat(SignerList.parse(LIST.encoded(10), 8)).isEmpty();
    assertThat(SignerList.parse(Bytes.fromHex("10" + "0001AA"), 4)).isEmpty();
  }

  @Test
  void h4_refusesCutAndTrailingBytes() {
    Bytes encoded = LIST.encoded(10);
    for (int length = 0; length < encoded.length(); length++) {
      assertThat(SignerList.parse(encoded.slice(0, length), 10)).as("%s", length).isEmpty();
    }
    assertThat(SignerList.parse(encoded.concat(Bytes.fromHex("00")), 10)).isEmpty();
  }

  @Property
  void h4_whatIsReadIsWrittenTheSame(
      @ForAll @Size(max = 12) byte[] bytes, @ForAll @IntRange(min = 1, max = 20) int replicas) {
    Bytes encoded = Bytes.copyOf(bytes);
    SignerList.parse(encoded, replicas)
        .ifPresent(list -> assertThat(list.encoded(replicas)).isEqualTo(encoded));
  }

  @Test
  void publicKeysHaveTheDocumentedBytes() {
    PublicKeys keys = new PublicKeys(List.of(Bytes.fromHex("AA"), Bytes.fromHex("BBBB")));
    assertThat(keys.encoded().toHex()).isEqualTo("0002" + "0001aa" + "0002bbbb");
    assertThat(PublicKeys.parse(keys.encoded(), 2)).isEqualTo(keys);
  }

  @Test
  void p4_refusesOneKeyUnderTwoNumbers() {
    Bytes twice = Bytes.fromHex("0002" + "0001aa" + "0001aa");
    assertThatThrownBy(() -> PublicKeys.parse(twice, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("two replicas");
  }
}
