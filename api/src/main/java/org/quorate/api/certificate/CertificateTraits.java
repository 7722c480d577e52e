package org.quorate.api.certificate;

/**
 * What a certificate scheme provides and requires, for the check of a composition.
 *
 * @param thresholdQuorumsOnly whether it requires that a quorum is any set of a certain size
 * @param survivesKeyRotation whether a certificate stays valid when the replicas' keys are replaced
 * @param usesSignatureScheme whether it is built on a plain signature scheme
 * @param attestationsPerCertificate words on what a certificate is, for example {@code "q plain
 *     signatures"}
 */
public record CertificateTraits(
    boolean thresholdQuorumsOnly,
    boolean survivesKeyRotation,
    boolean usesSignatureScheme,
    String attestationsPerCertificate) {}
