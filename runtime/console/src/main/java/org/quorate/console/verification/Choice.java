package org.quorate.console.verification;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.quorate.api.certificate.CertificateScheme;
import org.quorate.api.crypto.SignatureScheme;
import org.quorate.api.quorum.ImpossibleConfigurationException;
import org.quorate.api.quorum.QuorumConstruction;
import org.quorate.api.register.RegisterProtocol;
import org.quorate.api.storage.StoreProvider;
import org.quorate.host.composition.Composition;
import org.quorate.host.composition.Part;
import org.quorate.host.composition.Variant;
import org.quorate.host.parts.Deployed.Offer;
import org.quorate.host.parts.Parts;

/** Variants with one part in them that is examined; the others are shipped. */
final class Choice {
  private static final int REPLICAS_MAX = 16;
  private static final int FAULTS = 1;
  private static final Part QUORUMS = Part.named("threshold");
  private static final Part SIGNATURES = Part.named("ed25519");
  private static final Part TRANSPORT = Part.named("netty-tcp");
  private static final Part STORE = Part.named("memory");

  private final Parts parts;
  private final Offer<?> offer;
  private final Part examined;

  Choice(Parts parts, Offer<?> offer, Map<String, String> options) {
    this.parts = parts;
    this.offer = offer;
    this.examined = new Part(offer.name(), options);
  }

  /** A composition of the fewest replicas for each protocol that can have the part. */
  List<Composition> compositions() {
    List<Composition> all = new ArrayList<>();
    List<String> protocols =
        offer.type() == RegisterProtocol.class
            ? List.of(offer.name())
            : parts.names(RegisterProtocol.class);
    for (String protocol : protocols) {
      smallest(protocol).ifPresent(all::add);
    }
    return all;
  }

  private Optional<Composition> smallest(String protocol) {
    for (int n = FAULTS + 1; n <= REPLICAS_MAX; n++) {
      for (Part certificates : certificates()) {
        Optional<Composition> composed = composed(variant(protocol, certificates), n);
        if (composed.isPresent()) {
          return composed;
        }
      }
    }
    return Optional.empty();
  }

  private Optional<Composition> composed(Variant variant, int replicas) {
    try {
      return Optional.of(Composition.of(variant, replicas, FAULTS, parts));
    } catch (ImpossibleConfigurationException e) {
      return Optional.empty(); // another one may do
    }
  }

  private List<@Nullable Part> certificates() {
    if (offer.type() == CertificateScheme.class) {
      return List.of(examined);
    }
    List<@Nullable Part> any = new ArrayList<>();
    any.add(null);
    parts.names(CertificateScheme.class).forEach(name -> any.add(Part.named(name)));
    return any;
  }

  private Variant variant(String protocol, @Nullable Part certificates) {
    return new Variant(
        "verification",
        Part.named(protocol),
        orElse(QuorumConstruction.class, QUORUMS),
        certificates,
        orElse(SignatureScheme.class, SIGNATURES),
        TRANSPORT,
        orElse(StoreProvider.class, STORE),
        null,
        null,
        null);
  }

  private Part orElse(Class<?> type, Part shipped) {
    return offer.type() == type ? examined : shipped;
  }
}
