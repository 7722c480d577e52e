package org.quorate.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.ClientId;
import org.quorate.host.parts.PartUnavailableException;

class DeferredSignerTest {
  private static final Bytes WRITE = Bytes.utf8("write");
  private static final Bytes OTHER = Bytes.utf8("other write");
  private static final Bytes PAYLOAD = Bytes.utf8("payload");
  private static final Bytes SIGNATURE = Bytes.utf8("signature");

  private final List<Bytes> tried = new ArrayList<>();
  private boolean isThere = true;
  private final DeferredSigner signer =
      new DeferredSigner(ClientId.of("alice", Bytes.utf8("key")), this::sign);

  private Bytes sign(Bytes payload) {
    tried.add(payload);
    if (!isThere) {
      throw new PartUnavailableException("no bundle offers the signature scheme");
    }
    return SIGNATURE;
  }

  @Test
  void signsAtOnceWhereAProviderIsThere() {
    assertThat(signer.sign(WRITE, PAYLOAD)).isEqualTo(SIGNATURE);
    assertThat(signer.owes(WRITE)).isFalse();
    assertThat(signer.owesAny()).isFalse();
  }

  @Test
  void owesWhatNoProviderWasThereForUntilTheNextTurn() {
    isThere = false;
    assertThat(signer.sign(WRITE, PAYLOAD)).isNull();
    assertThat(signer.owes(WRITE)).isTrue();
    assertThat(signer.owes(OTHER)).isFalse();

    assertThat(signer.beginTurn()).containsExactly(Map.entry(WRITE, PAYLOAD));
    assertThat(signer.owesAny()).isFalse();
    isThere = true;
    assertThat(signer.sign(WRITE, PAYLOAD)).isEqualTo(SIGNATURE);
  }

  /** Each try may wait for a provider, and all operations of the loop with it. */
  @Test
  void aTurnWaitsForAProviderOnce() {
    isThere = false;
    signer.sign(WRITE, PAYLOAD);
    isThere = true;
    assertThat(signer.sign(OTHER, PAYLOAD)).isNull();
    assertThat(tried).hasSize(1);

    assertThat(signer.beginTurn()).containsOnlyKeys(WRITE, OTHER);
    assertThat(signer.sign(OTHER, PAYLOAD)).isEqualTo(SIGNATURE);
  }

  @Test
  void aTurnInWhichNothingCouldBeVerifiedTriesNoSignature() {
    signer.providerIsMissing(new PartUnavailableException("no bundle offers the scheme"));
    assertThat(signer.sign(WRITE, PAYLOAD)).isNull();
    assertThat(tried).isEmpty();
  }
}
