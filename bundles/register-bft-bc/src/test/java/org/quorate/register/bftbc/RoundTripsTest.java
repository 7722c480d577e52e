package org.quorate.register.bftbc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.Key;
import org.quorate.api.model.Value;
import org.quorate.api.quorum.QuorumKind;
import org.quorate.conformance.lab.Lab;
import org.quorate.conformance.lab.LabOperation;
import org.quorate.conformance.lab.LabSettings;

/** What an undisturbed operation costs: the guarantee's round trips. */
final class RoundTripsTest {
  private static final Key KEY = new Key("k");

  @Test
  void base_writesInThree() {
    assertRoundTrips(BftBcProtocol.BASE, 3);
  }

  @Test
  void optimised_writesInTwo() {
    assertRoundTrips(BftBcProtocol.OPTIMISED, 2);
  }

  @Test
  void strong_writesInThree() {
    assertRoundTrips(BftBcProtocol.STRONG, 3);
  }

  @Test
  void proactive_writesInTwo() {
    assertRoundTrips(BftBcProtocol.PROACTIVE, 2);
  }

  private static void assertRoundTrips(BftBcProtocol protocol, int writeRoundTrips) {
    var lab = Lab.of(protocol, LabSettings.of(4, 1, QuorumKind.DISSEMINATION, 1));
    for (int i = 0; i < 5; i++) {
      LabOperation write = lab.client("alice").write(KEY, "v" + i);
      assertThat(lab.run()).as(lab.progress()).isTrue();
      LabOperation read = lab.client("bob").read(KEY);
      assertThat(lab.run()).as(lab.progress()).isTrue();
      assertThat(read.value()).isEqualTo(Value.of(Bytes.utf8("v" + i)));
      assertThat(read.version()).isEqualTo(write.version());
      assertThat(write.roundTrips()).isEqualTo(writeRoundTrips);
      assertThat(read.roundTrips()).isEqualTo(1);
      assertThat(protocol.guarantee().roundTrips().writeBest()).isEqualTo(writeRoundTrips);
    }
  }
}
