package org.quorate.host.configuration;

import java.util.BitSet;
import java.util.List;
import org.quorate.api.crypto.SignatureScheme;
import org.quorate.api.model.Bytes;

/**
 * An administrator's signature.
 *
 * @param administrator which of the descriptor's administrators, from 0
 */
public record AdministratorSignature(int administrator, Bytes signature) {
  /** The scheme of administrators' keys. */
  public static final String SCHEME = "ed25519";

  /**
   * Whether enough different administrators of {@code descriptor} signed {@code payload}. The first
   * signature of each is the one that counts: however long a list a stranger sends, it costs one
   * verification for each administrator.
   *
   * @param scheme the {@link #SCHEME}
   */
  public static boolean suffice(
      List<AdministratorSignature> signatures,
      Bytes payload,
      Descriptor descriptor,
      SignatureScheme scheme) {
    List<Bytes> administrators = descriptor.administrators();
    BitSet seen = new BitSet();
    int valid = 0;
    for (AdministratorSignature one : signatures) {
      int index = one.administrator();
      if (index >= 0 && index < administrators.size() && !seen.get(index)) {
        seen.set(index);
        valid += scheme.verify(administrators.get(index), payload, one.signature()) ? 1 : 0;
      }
    }
    return valid >= descriptor.administratorsRequired();
  }
}
