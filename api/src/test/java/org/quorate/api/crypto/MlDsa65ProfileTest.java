package org.quorate.api.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.quorate.api.model.Bytes;

class MlDsa65ProfileTest {
  private static final Bytes KEY = Bytes.wrap(new byte[1952]);
  private static final int HINTS_AT = 3248;
  private static final int ENDS_AT = 3303;

  private final VerificationProfile profile = VerificationProfile.forScheme("ml-dsa-65");
  private final byte[] signature = new byte[3309];

  @Test
  void admitsExactLengthsOnly() {
    assertThat(profile.admitsKey(KEY)).isTrue();
    assertThat(profile.admitsKey(KEY.slice(1, 1952))).isFalse();
    assertThat(profile.admitsKey(KEY.concat(Bytes.fromHex("00")))).isFalse();

    Bytes exact = Bytes.wrap(signature);
    assertThat(profile.admitsSignature(KEY, exact)).isTrue();
    assertThat(profile.admitsSignature(KEY, exact.slice(1, 3309))).isFalse();
    assertThat(profile.admitsSignature(KEY, exact.concat(Bytes.fromHex("00")))).isFalse();
    assertThat(profile.admitsSignature(KEY, Bytes.EMPTY)).isFalse();
  }

  @Test
  void admitsRisingPositionsInEachPolynomial() {
    hints(3, 255, 0, 7);
    ends(2, 2, 4, 4, 4, 4);
    assertThat(admits()).isTrue();
  }

  @Test
  void admitsAsManyHintsAsFit() {
    for (int i = 0; i < 55; i++) {
      signature[HINTS_AT + i] = (byte) i;
    }
    ends(55, 55, 55, 55, 55, 55);
    assertThat(admits()).isTrue();
  }

  @Test
  void refusesPositionsOutOfOrder() {
    hints(7, 3);
    ends(2, 2, 2, 2, 2, 2);
    assertThat(admits()).isFalse();
  }

  @Test
  void refusesAPositionTwice() {
    hints(7, 7);
    ends(2, 2, 2, 2, 2, 2);
    assertThat(admits()).isFalse();
  }

  @Test
  void refusesWhatIsLeftOfTheHints() {
    hints(3, 1);
    ends(1, 1, 1, 1, 1, 1);
    assertThat(admits()).isFalse();
  }

  @Test
  void refusesEndsThatFallOrPassTheLast() {
    hints(3, 4);
    ends(2, 1, 2, 2, 2, 2);
    assertThat(admits()).isFalse();
    ends(2, 2, 2, 2, 2, 56);
    assertThat(admits()).isFalse();
    ends(2, 2, 2, 2, 2, 255);
    assertThat(admits()).isFalse();
  }

  private void hints(int... positions) {
    for (int i = 0; i < positions.length; i++) {
      signature[HINTS_AT + i] = (byte) positions[i];
    }
  }

  private void ends(int... ends) {
    for (int i = 0; i < ends.length; i++) {
      signature[ENDS_AT + i] = (byte) ends[i];
    }
  }

  private boolean admits() {
    return profile.admitsSignature(KEY, Bytes.copyOf(signature));
  }
}
