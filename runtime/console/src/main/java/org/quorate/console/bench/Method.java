package org.quorate.console.bench;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.quorate.console.load.LoadSettings;
import org.quorate.host.composition.Variant;

/** Says how a comparison was made: figures mean nothing without it. */
final class Method {
  private Method() {}

  static List<String> of(BenchSettings settings) {
    LoadSettings load = settings.load();
    List<String> method = new ArrayList<>();
    method.add(
        String.format(
            Locale.ROOT,
            "load:    %d clients, one operation at a time each, %.0f %% reads, values of %d bytes, %d"
                + " registers",
            load.clients(),
            load.reads() * 100,
            load.valueBytes(),
            load.keys()));
    method.add(
        String.format(
            Locale.ROOT,
            "method:  %d replica processes a variant, all on this machine with the clients; %d rounds"
                + " of %.1f s each",
            settings.replicas(),
            settings.rounds(),
            seconds(load.duration())));
    method.add(
        String.format(
            Locale.ROOT,
            "         after a warm-up of %.1f s; one variant at a time, the others idle, in rotating"
                + " order",
            seconds(settings.warmUp())));
    if (!settings.floods().isEmpty()) {
      method.add(
          String.format(
              Locale.ROOT,
              "floods:  %s more clients, which send last phases of own writes to all replicas as fast"
                  + " as they are read,",
              settings.flooders().stream().map(String::valueOf).collect(Collectors.joining(", "))));
      method.add(
          "         valid (the same ones again and again) or invalid (other bytes in the certificate"
              + " each time);");
      method.add(
          String.format(
              Locale.ROOT,
              "         measured from when no replica reads all that they send; a replica takes up at most"
                  + " %d a second of a client",
              settings.limits().requestsPerClientSecondMax()));
    }
    method.add(machine());
    for (int i = 0; i < settings.variants().size(); i++) {
      method.add(settings.labels().get(i) + ": " + parts(settings.variants().get(i).variant()));
    }
    return method;
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }

  private static String machine() {
    var system = ManagementFactory.getOperatingSystemMXBean();
    return String.format(
        Locale.ROOT,
        "machine: %d cores, %s on %s, %s %s; load average at the end %.1f",
        system.getAvailableProcessors(),
        system.getName(),
        system.getArch(),
        System.getProperty("java.vm.name"),
        System.getProperty("java.version"),
        system.getSystemLoadAverage());
  }

  private static String parts(Variant variant) {
    return variant.protocol().name()
        + (variant.certificates() == null ? "" : " with " + variant.certificates().name())
        + " and "
        + variant.signatures().name()
        + ", over "
        + variant.transport().name()
        + ", store "
        + variant.store().name();
  }
}
