package dev.usher.cli;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * How large the embedded server's cache is when nobody says: InnoDB takes memory only for what it
 * has read, so it may be generous without costing a laptop anything.
 */
final class BufferPool {
  private static final long LEAST_MIB = 256;
  private static final long MOST_MIB = 8 * 1024;

  private BufferPool() {}

  /** A quarter of the memory of this machine, or of the container that limits it. */
  static String ofThisMachine() {
    OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    return quarterOf(system.getTotalMemorySize());
  }

  /**
   * A quarter, at least 256M and at most 8G, as MariaDB writes sizes.
   *
   * @param memory in bytes
   */
  static String quarterOf(long memory) {
    long quarter = memory / 4 >> 20;
    return Math.max(LEAST_MIB, Math.min(quarter, MOST_MIB)) + "M";
  }
}
