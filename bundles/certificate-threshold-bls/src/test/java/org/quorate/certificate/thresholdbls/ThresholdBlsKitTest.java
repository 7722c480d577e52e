package org.quorate.certificate.thresholdbls;

import java.math.BigInteger;
import java.util.List;
import org.quorate.api.certificate.CertificateScheme;
import org.quorate.api.model.Bytes;
import org.quorate.conformance.certificate.CertificateSchemeKit;
import supranational.blst.P1_Affine;

class ThresholdBlsKitTest extends CertificateSchemeKit {
  @Override
  protected CertificateScheme scheme() {
    return new ThresholdBlsScheme();
  }

  /** The same point uncompressed, its negative, and infinity in both forms. */
  @Override
  protected List<Bytes> otherEncodings(Bytes proof) {
    P1_Affine point = new P1_Affine(proof.toByteArray());
    byte[] uncompressedInfinity = new byte[2 * Suite.SIGNATURE_BYTES];
    uncompressedInfinity[0] = 0x40;
    byte[] compressedInfinity = new byte[Suite.SIGNATURE_BYTES];
    compressedInfinity[0] = (byte) 0xC0;
    return List.of(
        Bytes.wrap(point.serialize()),
        Bytes.wrap(point.to_jacobian().neg().compress()),
        Bytes.wrap(point.to_jacobian().mult(BigInteger.TWO).compress()),
        Bytes.wrap(uncompressedInfinity),
        Bytes.wrap(compressedInfinity));
  }
}
