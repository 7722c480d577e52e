package org.quorate.host.deploy;

/**
 * What became of a file in a folder of deployed bundles.
 *
 * @param fingerprint SHA-256 of its content; empty if it could not be read
 * @param bundle its symbolic name and version; empty if it was refused before these were known
 * @param signer who signed it; empty for nobody
 * @param problem why it is not installed, or what it left behind; empty if all is well
 */
public record BundleState(
    String file, String fingerprint, String bundle, String signer, String problem) {
  @Override
  public String toString() {
    String what = bundle.isEmpty() ? file : file + " (" + bundle + ")";
    return problem.isEmpty()
        ? what + (signer.isEmpty() ? ", unsigned" : ", signed by " + signer)
        : what + ": " + problem;
  }
}
