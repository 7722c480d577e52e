package org.quorate.host.parts;

import java.security.SecureRandom;
import org.quorate.api.crypto.SignatureScheme;
import org.quorate.api.crypto.SigningKeys;
import org.quorate.api.model.Bytes;

/**
 * A signature scheme by whichever provider offers it best at the moment of each call, so that
 * providers can be exchanged without a failed operation.
 */
record LeasedSignatures(Lease<SignatureScheme> lease, String name) implements SignatureScheme {
  @Override
  public SigningKeys generate(SecureRandom random) {
    return lease.call(scheme -> scheme.generate(random));
  }

  @Override
  public Bytes sign(Bytes privateKey, Bytes message) {
    return lease.call(scheme -> scheme.sign(privateKey, message));
  }

  @Override
  public boolean verify(Bytes publicKey, Bytes message, Bytes signature) {
    return lease.call(scheme -> scheme.verify(publicKey, message, signature));
  }
}
