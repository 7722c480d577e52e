package org.quorate.console.verification;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.quorate.api.adversary.ReplicaAdversary;
import org.quorate.api.certificate.CertificateScheme;
import org.quorate.api.crypto.SignatureScheme;
import org.quorate.api.quorum.QuorumConstruction;
import org.quorate.api.quorum.QuorumConstruction.Specification;
import org.quorate.api.register.RegisterProtocol;
import org.quorate.api.storage.StoreProvider;
import org.quorate.conformance.adversary.ReplicaAdversaryKit;
import org.quorate.conformance.certificate.CertificateSchemeKit;
import org.quorate.conformance.protocol.RegisterProtocolKit;
import org.quorate.conformance.quorum.QuorumConstructionKit;
import org.quorate.conformance.result.KitResult;
import org.quorate.conformance.result.KitRun;
import org.quorate.conformance.signature.SignatureSchemeKit;
import org.quorate.conformance.store.DurableStoreKit;
import org.quorate.conformance.store.RegisterStoreKit;
import org.quorate.host.parts.Deployed.Offer;

/**
 * The conformance kits, for parts that a bundle offers. JUnit makes the kits' instances itself, so
 * the part to examine is a property of the thread that runs them, for as long.
 */
final class Kits {
  private static final InheritableThreadLocal<@Nullable Candidate> CANDIDATE =
      new InheritableThreadLocal<>();

  private record Candidate(Object part, Map<String, String> options) {}

  private Kits() {}

  /** Runs the kit of the part's kind; null if there is none. */
  static @Nullable KitResult run(Offer<?> offer, Map<String, String> options, Path folder) {
    Class<?> kit = kitFor(offer);
    if (kit == null) {
      return null;
    }
    CANDIDATE.set(new Candidate(offer.part(), options));
    try {
      return KitRun.of(kit, folder);
    } finally {
      CANDIDATE.remove();
    }
  }

  private static @Nullable Class<?> kitFor(Offer<?> offer) {
    Object part = offer.part();
    if (part instanceof StoreProvider store) {
      return store.isDurable() ? OfDurableStores.class : OfStores.class;
    }
    return Map.<Class<?>, Class<?>>of(
            SignatureScheme.class, OfSignatures.class,
            CertificateScheme.class, OfCertificates.class,
            QuorumConstruction.class, OfQuorums.class,
            RegisterProtocol.class, OfProtocols.class,
            ReplicaAdversary.class, OfLiars.class)
        .get(offer.type());
  }

  private static <T> T part(Class<T> type) {
    return type.cast(examined().part());
  }

  private static Candidate examined() {
    Candidate examined = CANDIDATE.get();
    if (examined == null) {
      throw new IllegalStateException("no part is being examined");
    }
    return examined;
  }

  static final class OfSignatures extends SignatureSchemeKit {
    @Override
    protected SignatureScheme scheme() {
      return part(SignatureScheme.class);
    }
  }

  static final class OfCertificates extends CertificateSchemeKit {
    @Override
    protected CertificateScheme scheme() {
      return part(CertificateScheme.class);
    }
  }

  static final class OfProtocols extends RegisterProtocolKit {
    @Override
    protected RegisterProtocol<?, ?, ?, ?> protocol() {
      return part(RegisterProtocol.class);
    }
  }

  static final class OfLiars extends ReplicaAdversaryKit {
    @Override
    protected ReplicaAdversary adversary() {
      return part(ReplicaAdversary.class);
    }

    /** Nobody has said so; whether it ever lies shows in simulations. */
    @Override
    protected boolean liesToTheToy() {
      return false;
    }
  }

  static final class OfStores extends RegisterStoreKit {
    @Override
    protected StoreProvider provider() {
      return part(StoreProvider.class);
    }
  }

  static final class OfDurableStores extends DurableStoreKit {
    @Override
    protected StoreProvider provider() {
      return part(StoreProvider.class);
    }
  }

  static final class OfQuorums extends QuorumConstructionKit {
    private final QuorumSpecifications specifications =
        new QuorumSpecifications(construction(), examined().options());

    @Override
    protected QuorumConstruction construction() {
      return part(QuorumConstruction.class);
    }

    @Override
    protected List<Specification> small() {
      return specifications.small();
    }

    @Override
    protected List<Specification> large() {
      return specifications.large();
    }

    @Override
    protected List<Specification> impossible() {
      return specifications.impossible();
    }
  }
}
