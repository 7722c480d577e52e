package org.quorate.host.composition;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.quorate.api.certificate.CertificateScheme;
import org.quorate.api.certificate.CertificateSetting;
import org.quorate.api.certificate.CertificateTraits;
import org.quorate.api.crypto.SignatureScheme;
import org.quorate.api.quorum.ImpossibleConfigurationException;
import org.quorate.api.quorum.QuorumConstruction;
import org.quorate.api.quorum.QuorumRole;
import org.quorate.api.quorum.QuorumSystem;
import org.quorate.api.recovery.RecoveryPolicy;
import org.quorate.api.register.RegisterProtocol;
import org.quorate.api.register.Requirements;
import org.quorate.api.register.Requirements.Certificates;
import org.quorate.api.storage.RegisterStore;
import org.quorate.api.storage.StoreProvider;
import org.quorate.api.transport.Transport;
import org.quorate.host.parts.Lease;
import org.quorate.host.parts.Parts;

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

  /**
   * Opens the variant's store in {@code directory}, with the variant's options.
   *
   * @throws ImpossibleConfigurationException if the store refuses the options
   */
  public RegisterStore openStore(Path directory) throws IOException {
    try {
      return store.open(directory, variant.store().options());
    } catch (IllegalArgumentException e) {
      throw refused(e);
    }
  }

  /** Says for a part that it refused its options, which only the part itself can tell. */
  public ImpossibleConfigurationException refused(IllegalArgumentException e) {
    return new ImpossibleConfigurationException(
        "the variant '" + variant.name() + "' cannot work:\n  " + e.getMessage());
  }

  /**
   * Finds the parts and checks them, before anything is started.
   *
   * @throws ImpossibleConfigurationException with every failed requirement, a line each
   */
  public static Composition of(Variant variant, int replicas, int faults, Parts parts) {
    return new Check(variant, replicas, faults, parts).compose();
  }

  private static final class Check {
    private final Variant variant;
    private final int replicas;
    private final int faults;
    private final Parts parts;
    private final List<String> failures = new ArrayList<>();

    Check(Variant variant, int replicas, int faults, Parts parts) {
      this.variant = variant;
      this.replicas = replicas;
      this.faults = faults;
      this.parts = parts;
    }

    Composition compose() {
      RegisterProtocol<?, ?, ?, ?> protocol =
          find(RegisterProtocol.class, "protocol", variant.protocol());
      QuorumConstruction construction =
          find(QuorumConstruction.class, "quorum construction", variant.quorums());
      Part certificatePart = variant.certificates();
      CertificateScheme certificates =
          certificatePart == null
              ? null
              : find(CertificateScheme.class, "certificate scheme", certificatePart);
      SignatureScheme offered =
          find(SignatureScheme.class, "signature scheme", variant.signatures());
      Transport transport = find(Transport.class, "transport", variant.transport());
      StoreProvider store = find(StoreProvider.class, "store", variant.store());
      Part recovery = variant.recovery();
      if (recovery != null && recovery.name().equals("none")) {
        refuseOptions("recovery policy", recovery);
      } else if (recovery != null) {
        find(RecoveryPolicy.class, "recovery policy", recovery);
      }
      refuseOptions("protocol", variant.protocol());
      refuseOptions("certificate scheme", certificatePart);
      refuseOptions("signature scheme", variant.signatures());
      if (protocol != null) {
        checkDemands(protocol);
        checkCertificates(protocol, certificates);
      }
      QuorumSystem quorums =
          protocol == null || construction == null
              ? null
              : build(construction, protocol.requirements());
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

    private <T> @Nullable T find(Class<T> type, String slot, Part part) {
      List<String> names = parts.names(type);
      if (!names.contains(part.name())) {
        failures.add(
            "no installed bundle offers the "
                + slot
                + " '"
                + part.name()
                + "'; installed: "
                + (names.isEmpty() ? "none" : String.join(", ", names))
                + Nearest.hint(part.name(), names));
        return null;
      }
      return parts.lease(type, part.name()).call(Function.identity());
    }

    private void refuseOptions(String slot, @Nullable Part part) {
      if (part != null && !part.options().isEmpty()) {
        failures.add(
            "the " + slot + " " + part.name() + " has no options: " + part.options().keySet());
      }
    }

    private void checkDemands(RegisterProtocol<?, ?, ?, ?> protocol) {
      var wantedFaults = variant.tolerates();
      var givenFaults = protocol.guarantee().faults();
      if (wantedFaults != null && givenFaults.compareTo(wantedFaults) < 0) {
        failures.add(
            "the variant demands that "
                + VariantFiles.spelling(wantedFaults)
                + " faults be tolerated; "
                + protocol.name()
                + " tolerates "
                + VariantFiles.spelling(givenFaults)
                + " faults only; protocols that do: "
                + protocolsWhere(other -> other.guarantee().faults().compareTo(wantedFaults) >= 0));
      }
      var wantedSemantics = variant.semantics();
      var givenSemantics = protocol.guarantee().semantics();
      if (wantedSemantics != null && givenSemantics.compareTo(wantedSemantics) < 0) {
        failures.add(
            "the variant demands "
                + VariantFiles.spelling(wantedSemantics)
                + " registers; those of "
                + protocol.name()
                + " are "
                + VariantFiles.spelling(givenSemantics)
                + "; protocols that do: "
                + protocolsWhere(
                    other -> other.guarantee().semantics().compareTo(wantedSemantics) >= 0));
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
        failures.add(
            protocol.name()
                + " uses no certificates; leave out the certificate scheme "
                + scheme.name());
      }
      if (required != Certificates.NONE && variant.certificates() == null) {
        failures.add(
            protocol.name()
                + " needs a certificate scheme; installed: "
                + String.join(", ", parts.names(CertificateScheme.class)));
      }
      if (required == Certificates.SURVIVING_KEY_ROTATION
          && scheme != null
          && !scheme.traits().survivesKeyRotation()) {
        failures.add(
            protocol.name()
                + " needs certificates that survive the replacement of the replicas' keys; those of"
                + " "
                + scheme.name()
                + " do not; schemes that do: "
                + schemesWhere(CertificateTraits::survivesKeyRotation));
      }
    }

    private void checkThreshold(CertificateScheme scheme, QuorumSystem quorums) {
      if (scheme.traits().thresholdQuorumsOnly()
          && quorums.thresholdSize(QuorumRole.WRITE).isEmpty()) {
        failures.add(
            scheme.name()
                + " needs quorums that are any replicas of a certain number; "
                + quorums
                + " has others; use the quorum construction threshold, or one of the certificate"
                + " schemes "
                + schemesWhere(traits -> !traits.thresholdQuorumsOnly()));
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
        QuorumConstruction construction, Requirements requirements) {
      Map<String, String> options = variant.quorums().options();
      try {
        return construction.build(
            new QuorumConstruction.Specification(
                replicas, faults, requirements.quorums(), options));
      } catch (ImpossibleConfigurationException e) {
        failures.add(e.getMessage());
        return null;
      }
    }
  }
}
