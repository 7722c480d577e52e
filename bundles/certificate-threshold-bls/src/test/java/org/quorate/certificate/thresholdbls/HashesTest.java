package org.quorate.certificate.thresholdbls;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.quorate.api.model.Bytes;
import supranational.blst.P1_Affine;

/** What is remembered is what hashing gives, for each message its own. */
class HashesTest {
  private final Hashes hashes = new Hashes();

  @Test
  void areTheNegatedHashes() {
    for (String text : new String[] {"", "one", "other", "one"}) {
      Bytes message = Bytes.utf8(text);

      assertThat(Suite.hash(message, Suite.DOMAIN).add(hashes.negated(message)).is_inf()).isTrue();
    }
  }

  @Test
  void aMessageIsHashedOnce() {
    P1_Affine first = hashes.negated(Bytes.utf8("message"));

    assertThat(hashes.negated(Bytes.utf8("message"))).isSameAs(first);
  }
}
