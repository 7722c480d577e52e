package org.quorate.simulator;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.quorate.api.certificate.Certifier;
import org.quorate.api.machine.ClaimVerifier;
import org.quorate.api.machine.Reply;
import org.quorate.api.machine.Request;
import org.quorate.api.model.Bytes;
import org.quorate.api.model.Epoch;
import org.quorate.api.model.Key;
import org.quorate.api.model.Scope;
import org.quorate.api.register.RegisterProtocol;
import org.quorate.api.register.Requirements.Certificates;
import org.quorate.conformance.lab.Letter;
import org.quorate.conformance.lab.SymbolicVerifier;

/**
 * What the machines of an exploration share.
 *
 * @param clients their names, in the order of their places in a {@link World}
 * @param letters all that was ever sent; a {@link World} has their numbers
 */
record ExplorationSetting<Q extends Request, A extends Reply>(
    SmallScope scope,
    List<String> clients,
    KeyedCryptography cryptography,
    @Nullable Certifier certifier,
    ClaimVerifier verifier,
    Numbered<Letter<Q, A>> letters) {
  /** The one register. */
  static final Scope REGISTER =
      new Scope(Bytes.utf8("exploration-0001"), Epoch.FIRST, new Key("k"));

  static <Q extends Request, A extends Reply> ExplorationSetting<Q, A> of(
      RegisterProtocol<?, Q, A, ?> protocol, SmallScope scope) {
    KeyedCryptography cryptography = new KeyedCryptography(scope.quorums());
    Certifier certifier =
        protocol.requirements().certificates() == Certificates.NONE
            ? null
            : cryptography.certifier();
    return new ExplorationSetting<>(
        scope,
        List.copyOf(scope.scripts().keySet()),
        cryptography,
        certifier,
        new SymbolicVerifier(certifier, cryptography.signatures(), Epoch.FIRST),
        new Numbered<>());
  }
}
