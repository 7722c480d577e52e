package org.quorate.host.deploy;

import java.util.Set;
import org.osgi.framework.Version;

/**
 * What the gate found in a bundle that may be installed.
 *
 * @param signer the subject of the certificate that signed all of it; empty if nobody did
 * @param classes the names of the classes in it
 */
public record AdmittedBundle(
    String symbolicName, Version version, String signer, Set<String> classes) {}
