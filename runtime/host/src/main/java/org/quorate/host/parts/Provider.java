package org.quorate.host.parts;

import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;
import org.quorate.api.composition.PartProperties;

/**
 * Who offers a part.
 *
 * @param name the provider's, for example {@code bouncycastle}
 * @param bundle the symbolic name of its bundle
 * @param version of the bundle
 * @param bundleId its number in this process
 * @param isDeployed whether the bundle was brought to a running process, instead of being shipped
 */
public record Provider(
    String name, String bundle, String version, long bundleId, boolean isDeployed) {
  /** What the locations of deployed bundles begin with. */
  static final String DEPLOYED = "deployed:";

  static Provider of(ServiceReference<?> reference) {
    Bundle bundle = reference.getBundle();
    return new Provider(
        String.valueOf(reference.getProperty(PartProperties.PROVIDER)),
        bundle.getSymbolicName(),
        bundle.getVersion().toString(),
        bundle.getBundleId(),
        bundle.getLocation().startsWith(DEPLOYED));
  }

  /**
   * Whether a provider serves.
   *
   * @param reason why it does not, for {@link Standing#REFUSED} and {@link Standing#TAKEN_OUT};
   *     else empty
   */
  public record State(Provider provider, Standing standing, String reason) {
    /** Whether calls go to it, or would if it ranked best. */
    public boolean isFit() {
      return standing == Standing.SERVES || standing == Standing.READY;
    }
  }

  /** What may be said of a provider. */
  public enum Standing {
    /** Calls go to it. */
    SERVES,
    /** It would do. */
    READY,
    /** It did not prove itself, and was never called. */
    REFUSED,
    /** It served, and did something wrong. */
    TAKEN_OUT
  }

  @Override
  public String toString() {
    return name + " (" + bundle + " " + version + ")";
  }
}
