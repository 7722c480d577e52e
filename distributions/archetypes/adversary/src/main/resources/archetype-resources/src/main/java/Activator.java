package ${package};

import java.util.Map;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.quorate.api.adversary.ReplicaAdversary;
import org.quorate.api.composition.PartProperties;

/** Offers the part as a service. The framework withdraws it when the bundle stops. */
public final class Activator implements BundleActivator {
  @Override
  public void start(BundleContext context) {
    ReplicaAdversary part = new Adversary();
    context.registerService(
        ReplicaAdversary.class,
        part,
        FrameworkUtil.asDictionary(
            Map.of(PartProperties.NAME, part.name(), PartProperties.PROVIDER, "${artifactId}")));
  }

  @Override
  public void stop(BundleContext context) {
    // Nothing is left running.
  }
}
