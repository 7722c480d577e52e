package org.quorate.host.composition;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.quorate.api.certificate.CertificateScheme;
import org.quorate.api.certificate.CertificateSetting;
import org.quorate.api.certificate.CertificateTraits;
import org.quorate.api.crypto.SignatureScheme;
import org.quorate.api.model.ReplicaId;
import org.quorate.api.quorum.ImpossibleConfigurationException;
import org.quorate.api.quorum.QuorumConstruction;
import org.quorate.api.quorum.QuorumKind;
import org.quorate.api.quorum.QuorumRole;
import org.quorate.api.quorum.QuorumSystem;
import org.quorate.api.recovery.RecoveryPolicy;
import org.quorate.api.register.RegisterProtocol;
import org.quorate.api.register.Requirements.Certificates;
import org.quorate.api.storage.RegisterStore;
import org.quorate.api.storage.StoreProvider;
import org.quorate.api.transport.Transport;
import org.quorate.host.parts.Lease;
import org.quorate.host.parts.Parts;
import org.quorate.host.parts.Provider;

/**
 * The parts of a variant, found and checked against each other for n replicas of which f may be
 * faulty. All but the signature scheme stay as they are for as long as the configuration does; the
 * signature scheme goes through a lease, so its provider may change at any time.
 *
 * @param certificates null exactly if the protocol needs none
 */
public record Composition(
    Variant variant,
    RegisterProtocol<?, ?, ?, ?> protocol,
    QuorumSystem quorums,
    @Nullable CertificateScheme certificates,
    SignatureScheme signatures,
    Lease<SignatureScheme> signatureLease,
    Transport transport,
    StoreProvider store) {

  /** What certificates are built on here. */
  public CertificateSetting certificateSetting() {
    return new CertificateSetting(quorums, signatures);
  }

  /** Opens the variant's store in {@code directory}, with the variant's options. */
  public RegisterStore openStore(Path directory) throws IOException {
    return store.open(directory, variant.store().options());
  }

  /**
   * Finds the parts and checks them, before anything is started.
   *
   * @throws ImpossibleConfigurationException with every failed requirement, a line each
   */
  public static Composition of(Variant variant, int replicas, int faults, Parts parts) {
    return of(WrittenVariant.nowhere(variant), replicas, faults, parts);
  }

  /**
   * As above, for a variant that somebody wrote.
   *
   * @throws ImpossibleConfigurationException with every failed requirement, a line each, which
   *     begins with the place of the choice that is to blame
   */
  public static Composition of(WrittenVariant written, int replicas, int faults, Parts parts) {
    requireSize(replicas, faults);
    return new Check(written, replicas, faults, parts).compose();
  }

  /**
   * Refuses what is no cluster, whatever it is composed of.
   *
   * @throws ImpossibleConfigurationException if a number is out of range
   */
  public static void requireSize(int replicas, int faults) {
    if (replicas < 1 || replicas > ReplicaId.NUMBER_MAX) {
      throw new ImpossibleConfigurationException(
          "a cluster has 1 to " + ReplicaId.NUMBER_MAX + " replicas, not " + replicas);
    }
    if (faults < 0) {
      throw new ImpossibleConfigurationException(
          "the number of replicas that may be faulty is not negative: " + faults);
    }
  }

  /** What a part is chosen for: a key of the file, and in words. */
  private enum Slot {
    PROTOCOL("protocol"),
    QUORUMS("quorum construction"),
    CERTIFICATES("certificate scheme"),
    SIGNATURES("signature scheme"),
    TRANSPORT("transport"),
    STORE("store"),
    RECOVERY("recovery policy");

    private final String words;

    Slot(String words) {
      this.words = words;
    }

    String key() {
      return VariantFiles.spelling(this);
    }

    /** Where the blame for the options of {@code part} goes, to the only one if there is one. */
    String[] keysOfOptions(Part part) {
      return part.options().size() == 1
          ? new String[] {Places.option(key(), part.options().keySet().iterator().next()), key()}
          : new String[] {key()};
    }
  }

  private static final class Check {
    private final Variant variant;
    private final Places places;
    private final int replicas;
    private final int faults;
    private final Parts parts;
    private final List<String> failures = new ArrayList<>();

    Check(WrittenVariant written, int replicas, int faults, Parts parts) {
      this.variant = written.variant();
      this.places = written.places();
      this.replicas = replicas;
      this.faults = faults;
      this.parts = parts;
    }

    /** To blame is the choice of the first of {@code keys} that is written. */
    private void fail(String complaint, String... keys) {
      failures.add(places.complaint(complaint, keys));
    }

    Composition compose() {
      RegisterProtocol<?, ?, ?, ?> protocol =
          find(RegisterProtocol.class, Slot.PROTOCOL, variant.protocol());
      QuorumConstruction construction =
          find(QuorumConstruction.class, Slot.QUORUMS, variant.quorums());
      Part certificatePart = variant.certificates();
      CertificateScheme certificates =
          certificatePart == null
              ? null
              : find(CertificateScheme.class, Slot.CERTIFICATES, certificatePart);
      SignatureScheme offered = find(SignatureScheme.class, Slot.SIGNATURES, variant.signatures());
      Transport transport = find(Transport.class, Slot.TRANSPORT, variant.transport());
      StoreProvider store = find(StoreProvider.class, Slot.STORE, variant.store());
      Part recovery = variant.recovery();
      if (recovery != null && recovery.name().equals("none")) {
        refuseOptions(Slot.RECOVERY, recovery);
      } else if (recovery != null) {
        find(RecoveryPolicy.class, Slot.RECOVERY, recovery);
      }
      refuseOptions(Slot.PROTOCOL, variant.protocol());
      refuseOptions(Slot.CERTIFICATES, certificatePart);
      refuseOptions(Slot.SIGNATURES, variant.signatures());
      if (transport != null) {
        check(Slot.TRANSPORT, variant.transport(), transport::checkOptions);
      }
      if (store != null) {
        check(Slot.STORE, variant.store(), store::checkOptions);
      }
      if (protocol != null) {
        checkDemands(protocol);
        checkCertificates(protocol, certificates);
      }
      QuorumSystem quorums =
          protocol == null || construction == null ? null : build(construction, protocol);
      if (quorums != null && certificates != null) {
        checkThreshold(certificates, quorums);
      }
      if (protocol == null
          || quorums == null
          || offered == null
          || transport == null
          || store == null
          || !failures.isEmpty()) {
        throw new ImpossibleConfigurationException(
            "the variant '"
                + variant.name()
                + "' cannot work:\n  "
                + String.join("\n  ", failures));
      }
      Lease<SignatureScheme> lease =
          parts.lease(SignatureScheme.class, variant.signatures().name());
      return new Composition(
          variant,
          protocol,
          quorums,
          certificates,
          parts.signatures(offered.name()),
          lease,
          transport,
          store);
    }

    private <T> @Nullable T find(Class<T> type, Slot slot, Part part) {
      List<String> names = parts.names(type);
      if (!names.contains(part.name())) {
        fail(
            "no installed bundle offers the "
                + slot.words
                + " '"
                + part.name()
                + "'; installed: "
                + (names.isEmpty() ? "none" : String.join(", ", names))
                + Nearest.hint(part.name(), names),
            slot.key());
        return null;
      }
      Lease<T> lease = parts.lease(type, part.name());
      List<Provider.State> providers = lease.providers();
      if (!providers.isEmpty() && providers.stream().noneMatch(Provider.State::isFit)) {
        fail(
            "of the "
                + slot.words
                + " '"
                + part.name()
                + "' no provider is fit: "
                + providers.stream()
                    .map(state -> state.provider().name() + " (" + state.reason() + ")")
                    .collect(Collectors.joining(", "))
                + "; choose another one, or bring a bundle whose provider is",
            slot.key());
        return null;
      }
      return lease.call(Function.identity());
    }

    private void refuseOptions(Slot slot, @Nullable Part part) {
      if (part != null && !part.options().isEmpty()) {
        fail(
            "the " + slot.words + " " + part.name() + " has no options: " + part.options().keySet(),
            slot.keysOfOptions(part));
      }
    }

    private void check(Slot slot, Part part, Consumer<Map<String, String>> check) {
      try {
        check.accept(part.options());
      } catch (IllegalArgumentException e) {
        fail(String.valueOf(e.getMessage()), slot.keysOfOptions(part));
      }
    }

    private void checkDemands(RegisterProtocol<?, ?, ?, ?> protocol) {
      var wantedFaults = variant.tolerates();
      var givenFaults = protocol.guarantee().faults();
      if (wantedFaults != null && givenFaults.compareTo(wantedFaults) < 0) {
        fail(
            "the variant demands that "
                + VariantFiles.spelling(wantedFaults)
                + " faults be tolerated; "
                + protocol.name()
                + " tolerates "
                + VariantFiles.spelling(givenFaults)
                + " faults only; protocols that do: "
                + protocolsWhere(other -> other.guarantee().faults().compareTo(wantedFaults) >= 0),
            Slot.PROTOCOL.key());
      }
      var wantedSemantics = variant.semantics();
      var givenSemantics = protocol.guarantee().semantics();
      if (wantedSemantics != null && givenSemantics.compareTo(wantedSemantics) < 0) {
        fail(
            "the variant demands "
                + VariantFiles.spelling(wantedSemantics)
                + " registers; those of "
                + protocol.name()
                + " are "
                + VariantFiles.spelling(givenSemantics)
                + "; protocols that do: "
                + protocolsWhere(
                    other -> other.guarantee().semantics().compareTo(wantedSemantics) >= 0),
            Slot.PROTOCOL.key());
      }
    }

    private String protocolsWhere(Function<RegisterProtocol<?, ?, ?, ?>, Boolean> condition) {
      List<String> names =
          parts.names(RegisterProtocol.class).stream()
              .filter(
                  name ->
                      parts
                          .lease(RegisterProtocol.class, name)
                          .call(protocol -> condition.apply(protocol)))
              .toList();
      return names.isEmpty() ? "none installed" : String.join(", ", names);
    }

    private void checkCertificates(
        RegisterProtocol<?, ?, ?, ?> protocol, @Nullable CertificateScheme scheme) {
      Certificates required = protocol.requirements().certificates();
      if (required == Certificates.NONE && scheme != null) {
        fail(
            protocol.name()
                + " uses no certificates; leave out the certificate scheme "
                + scheme.name(),
            Slot.CERTIFICATES.key());
      }
      if (required != Certificates.NONE && variant.certificates() == null) {
        fail(
            protocol.name()
                + " needs a certificate scheme; installed: "
                + String.join(", ", parts.names(CertificateScheme.class)),
            Slot.PROTOCOL.key());
      }
      if (required == Certificates.SURVIVING_KEY_ROTATION
          && scheme != null
          && !scheme.traits().survivesKeyRotation()) {
        fail(
            protocol.name()
                + " needs certificates that survive the replacement of the replicas' keys; those of"
                + " "
                + scheme.name()
                + " do not; schemes that do: "
                + schemesWhere(CertificateTraits::survivesKeyRotation),
            Slot.CERTIFICATES.key());
      }
    }

    private void checkThreshold(CertificateScheme scheme, QuorumSystem quorums) {
      if (scheme.traits().thresholdQuorumsOnly()
          && quorums.thresholdSize(QuorumRole.WRITE).isEmpty()) {
        fail(
            scheme.name()
                + " needs quorums that are any replicas of a certain number; "
                + quorums
                + " has others; use the quorum construction threshold, or one of the certificate"
                + " schemes "
                + schemesWhere(traits -> !traits.thresholdQuorumsOnly()),
            Slot.CERTIFICATES.key());
      }
    }

    private String schemesWhere(Function<CertificateTraits, Boolean> condition) {
      List<String> names =
          parts.names(CertificateScheme.class).stream()
              .filter(
                  name ->
                      parts
                          .lease(CertificateScheme.class, name)
                          .call(scheme -> condition.apply(scheme.traits())))
              .toList();
      return names.isEmpty() ? "none installed" : String.join(", ", names);
    }

    private @Nullable QuorumSystem build(
        QuorumConstruction construction, RegisterProtocol<?, ?, ?, ?> protocol) {
      QuorumKind kind = protocol.requirements().quorums();
      Map<String, String> options = variant.quorums().options();
      try {
        return construction.build(
            new QuorumConstruction.Specification(replicas, faults, kind, options));
      } catch (ImpossibleConfigurationException e) {
        fail(
            protocol.name()
                + " asks "
                + construction.name()
                + " for "
                + VariantFiles.spelling(kind)
                + " quorums: "
                + e.getMessage(),
            Slot.QUORUMS.key(),
            Slot.PROTOCOL.key());
        return null;
      }
    }
  }
}
