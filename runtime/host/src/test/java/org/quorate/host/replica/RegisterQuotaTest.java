package org.quorate.host.replica;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.ClientId;

class RegisterQuotaTest {
  private static final ClientId ALICE = ClientId.of("alice", Bytes.utf8("key"));
  private static final ClientId BOB = ClientId.of("bob", Bytes.utf8("key"));

  private final RegisterQuota quota = new RegisterQuota(2);

  @Test
  void eachClientHasItsOwn() {
    assertThat(quota.mayCreate(ALICE)).isTrue();
    assertThat(quota.mayCreate(ALICE)).isTrue();
    assertThat(quota.mayCreate(ALICE)).isFalse();
    assertThat(quota.mayCreate(BOB)).isTrue();
  }

  @Test
  void whatWasGivenBackCanBeHadAgain() {
    quota.mayCreate(ALICE);
    quota.mayCreate(ALICE);
    quota.giveBack(ALICE);

    assertThat(quota.mayCreate(ALICE)).isTrue();
    assertThat(quota.mayCreate(ALICE)).isFalse();
  }
}
