package org.quorate.api.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.quorate.api.model.Bytes;

class StrictSignatureSchemeTest {
  private static final Bytes MESSAGE = Bytes.utf8("message");
  private static final Bytes KEY = Bytes.utf8("key");
  private static final Bytes SIGNATURE = Bytes.utf8("signature");

  private final List<Bytes> asked = new ArrayList<>();

  @Test
  void c1_theProviderIsNotAskedWhatTheProfileRefuses() {
    SignatureScheme strict = new StrictSignatureScheme(new Credulous("ed25519"));
    Bytes good = SlowEdwards25519.Point.BASE.encoded();
    Bytes signature = good.concat(Bytes.wrap(new byte[32]));

    assertThat(strict.verify(KEY, MESSAGE, signature)).isFalse();
    assertThat(strict.verify(good, MESSAGE, SIGNATURE)).isFalse();
    assertThat(strict.verify(good, MESSAGE, signature.concat(Bytes.fromHex("00")))).isFalse();
    assertThat(asked).isEmpty();

    assertThat(strict.verify(good, MESSAGE, signature)).isTrue();
    assertThat(asked).containsExactly(signature);
  }

  @Test
  void aSchemeUnknownToUsPassesWithinSizes() {
    SignatureScheme strict = new StrictSignatureScheme(new Credulous("an-extension"));

    assertThat(strict.verify(KEY, MESSAGE, SIGNATURE)).isTrue();
    assertThat(strict.verify(KEY, MESSAGE, Bytes.wrap(new byte[64 * 1024]))).isTrue();
    assertThat(strict.verify(Bytes.wrap(new byte[16 * 1024]), MESSAGE, SIGNATURE)).isTrue();

    assertThat(strict.verify(KEY, MESSAGE, Bytes.wrap(new byte[64 * 1024 + 1]))).isFalse();
    assertThat(strict.verify(Bytes.wrap(new byte[16 * 1024 + 1]), MESSAGE, SIGNATURE)).isFalse();
    assertThat(strict.verify(KEY, MESSAGE, Bytes.EMPTY)).isFalse();
    assertThat(strict.verify(Bytes.EMPTY, MESSAGE, SIGNATURE)).isFalse();
  }

  @Test
  void theRestIsTheProviders() {
    SignatureScheme strict = new StrictSignatureScheme(new Credulous("ed25519"));
    assertThat(strict.name()).isEqualTo("ed25519");
    assertThat(strict.generate(new SecureRandom())).isEqualTo(new SigningKeys(KEY, KEY));
    assertThat(strict.sign(KEY, MESSAGE)).isEqualTo(SIGNATURE);
  }

  /** Finds everything valid. */
  private final class Credulous implements SignatureScheme {
    private final String name;

    private Credulous(String name) {
      this.name = name;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public SigningKeys generate(SecureRandom random) {
      return new SigningKeys(KEY, KEY);
    }

    @Override
    public Bytes sign(Bytes privateKey, Bytes message) {
      return SIGNATURE;
    }

    @Override
    public boolean verify(Bytes publicKey, Bytes message, Bytes signature) {
      asked.add(signature);
      return true;
    }
  }
}
