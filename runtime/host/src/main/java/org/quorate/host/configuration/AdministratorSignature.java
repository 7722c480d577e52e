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
   * Whether enough different administrators of {@code descriptor} signed {@code payload}.
   *
   * @param scheme the {@link #SCHEME}
   */
  public static boolean suffice(
      List<AdministratorSignature> signatures,
      Bytes payload,
      Descriptor descriptor,
      SignatureScheme scheme) {
    BitSet signed = new BitSet();
    for (AdministratorSignature one : signatures) {
      int index = one.administrator();
      if (index >= 0
          && index < descriptor.administrators().size()
          && !signed.get(index)
          && scheme.verify(descriptor.administrators().get(index), payload, one.signature())) {
        signed.set(index);
      }
    }
    return signed.cardinality() >= descriptor.administratorsRequired();
  }
}
