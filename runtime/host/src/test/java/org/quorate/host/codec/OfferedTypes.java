package org.quorate.host.codec;

import java.lang.reflect.Proxy;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.quorate.api.register.RegisterProtocol;
import org.quorate.api.register.RegisterProtocol.Types;
import org.quorate.register.abd.AbdActivator;
import org.quorate.register.bftbc.BftBcActivator;

/** The records of the shipped protocols, as their bundles offer them when they start. */
final class OfferedTypes {
  private OfferedTypes() {}

  static List<Types<?, ?, ?, ?>> all() {
    Set<Types<?, ?, ?, ?>> types = new LinkedHashSet<>();
    try {
      for (BundleActivator bundle : List.of(new BftBcActivator(), new AbdActivator())) {
        bundle.start(collecting(types));
      }
    } catch (Exception e) {
      throw new AssertionError("a bundle does not start", e);
    }
    return List.copyOf(types);
  }

  private static BundleContext collecting(Set<Types<?, ?, ?, ?>> types) {
    return (BundleContext)
        Proxy.newProxyInstance(
            BundleContext.class.getClassLoader(),
            new Class<?>[] {BundleContext.class},
            (context, method, arguments) -> {
              types.add(((RegisterProtocol<?, ?, ?, ?>) arguments[1]).types());
              return null;
            });
  }
}
