package ${package};

import java.security.Provider;
import java.security.Security;
import org.quorate.api.crypto.JcaSignatures;
import org.quorate.api.crypto.SignatureScheme;

/** Ed25519 by a security provider: the platform's own, until another one takes its place here. */
final class Signatures {
  private static final String PROVIDER = "SunEC";

  private Signatures() {}

  static SignatureScheme ed25519() {
    Provider provider = Security.getProvider(PROVIDER);
    if (provider == null) {
      throw new IllegalStateException("there is no security provider " + PROVIDER);
    }
    return JcaSignatures.ed25519(provider);
  }
}
