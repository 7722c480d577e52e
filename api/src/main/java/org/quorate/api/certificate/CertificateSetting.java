package org.quorate.api.certificate;

import org.quorate.api.crypto.SignatureScheme;
import org.quorate.api.quorum.QuorumSystem;

/**
 * What a certificate scheme is built on.
 *
 * @param quorums write quorums of this system make a certificate
 * @param signatures the plain signatures under it, for schemes that use any
 */
public record CertificateSetting(QuorumSystem quorums, SignatureScheme signatures) {}
