package org.quorate.host.replica;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;

/**
 * How busy the processors are that this process may use, by whomever. The JDK measures since it was
 * asked last, by anybody in the process: so it is asked in one place, and not too often.
 * Thread-safe.
 */
final class MachineLoad {
  private static final MachineLoad OF_THIS_PROCESS = new MachineLoad();
  private static final long SAMPLE_NANOS = TimeUnit.MILLISECONDS.toNanos(90);

  private final OperatingSystemMXBean system =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
  private long sampledNanos = System.nanoTime(); // guarded by this
  private double load = system.getCpuLoad(); // guarded by this

  private MachineLoad() {}

  /** The share of the processors' time used of late, 0 to 1; negative if it cannot be found out. */
  static double now() {
    return OF_THIS_PROCESS.sampled();
  }

  private synchronized double sampled() {
    long now = System.nanoTime();
    if (now - sampledNanos >= SAMPLE_NANOS) {
      sampledNanos = now;
      load = system.getCpuLoad();
    }
    return load;
  }
}
