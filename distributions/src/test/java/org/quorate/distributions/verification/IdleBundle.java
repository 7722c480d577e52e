package org.quorate.distributions.verification;

import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** The activator of a bundle that offers nothing. */
public final class IdleBundle implements BundleActivator {
  @Override
  public void start(BundleContext context) {
    // It does nothing.
  }

  @Override
  public void stop(BundleContext context) {
    // It did nothing.
  }
}
