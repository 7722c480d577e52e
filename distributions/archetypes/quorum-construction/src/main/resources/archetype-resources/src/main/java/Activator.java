package ${package};

import java.util.Map;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.quorate.api.quorum.QuorumConstruction;
import org.quorate.api.composition.PartProperties;

/** Offers the part as a service. The framework withdraws it when the bundle stops. */
public final class Activator implements BundleActivator {
  @Override
  public void start(BundleContext context) {
    QuorumConstruction part = new Construction();
    context.registerService(
        QuorumConstruction.class,
        part,
        FrameworkUtil.asDictionary(
            Map.of(PartProperties.NAME, part.name(), PartProperties.PROVIDER, "${artifactId}")));
  }

  @Override
  public void stop(BundleContext context) {
    // Nothing is left running.
  }
}
