package org.quorate.host.composition;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.quorate.api.certificate.CertificateScheme;
import org.quorate.api.crypto.SignatureScheme;
import org.quorate.api.quorum.ImpossibleConfigurationException;
import org.quorate.api.quorum.QuorumConstruction;
import org.quorate.api.recovery.RecoveryPolicy;
import org.quorate.api.register.RegisterProtocol;
import org.quorate.api.storage.StoreProvider;
import org.quorate.api.transport.Transport;
import org.quorate.host.parts.Parts;

/** All variants that the installed parts allow, each part with its default options. */
public final class Compositions {
  private Compositions() {}

  /**
   * Those that {@link Composition#of} accepts for n replicas of which f may be faulty.
   *
   * @throws ImpossibleConfigurationException if no cluster has these numbers
   */
  public static List<Variant> valid(int replicas, int faults, Parts parts) {
    Composition.requireSize(replicas, faults);
    List<Variant> valid = new ArrayList<>();
    for (Variant candidate : candidates(parts)) {
      try {
        Composition.of(candidate, replicas, faults, parts);
        valid.add(candidate);
      } catch (ImpossibleConfigurationException e) {
        System.getLogger(Compositions.class.getName())
            .log(System.Logger.Level.DEBUG, "left out: {0}", e.getMessage());
      }
    }
    return valid;
  }

  private static List<Variant> candidates(Parts parts) {
    List<Variant> candidates = new ArrayList<>();
    for (String protocol : parts.names(RegisterProtocol.class)) {
      for (String quorums : parts.names(QuorumConstruction.class)) {
        for (Part certificates : partsOrNone(CertificateScheme.class, parts)) {
          for (String signatures : parts.names(SignatureScheme.class)) {
            for (String transport : parts.names(Transport.class)) {
              for (String store : parts.names(StoreProvider.class)) {
                for (Part recovery : partsOrNone(RecoveryPolicy.class, parts)) {
                  candidates.add(
                      new Variant(
                          "custom",
                          Part.named(protocol),
                          Part.named(quorums),
                          certificates,
                          Part.named(signatures),
                          Part.named(transport),
                          Part.named(store),
                          recovery,
                          null,
                          null));
                }
              }
            }
          }
        }
      }
    }
    return candidates;
  }

  private static List<@Nullable Part> partsOrNone(Class<?> type, Parts parts) {
    List<@Nullable Part> choices = new ArrayList<>();
    parts.names(type).forEach(name -> choices.add(Part.named(name)));
    choices.add(null);
    return choices;
  }
}
