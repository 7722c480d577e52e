/** Statements, attestations by single replicas, and certificates that prove a quorum's. */
@NullMarked
@Version("1.0.0")
package org.quorate.api.certificate;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
