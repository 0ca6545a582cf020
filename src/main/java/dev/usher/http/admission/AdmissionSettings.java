package dev.usher.http.admission;

import java.nio.file.Path;

/**
 * What all requests together may take.
 *
 * @param connections the most open connections
 * @param connectionsPerAddress the most of them of one client address; trusted proxies are exempt
 * @param memory the most bytes of requests and answers in memory
 * @param spoolDirectory for answers that their clients do not read at once
 * @param spool the most bytes in it
 * @param deadlines how slow a client may be
 */
public record AdmissionSettings(
    int connections,
    int connectionsPerAddress,
    long memory,
    Path spoolDirectory,
    long spool,
    Deadlines deadlines) {

  /**
   * The part of the heap that is for requests and answers. The rest is for what does not grow with
   * requests, and for the garbage that the collector has not removed yet.
   */
  private static final double SHARE_OF_HEAP = 0.35;

  /** The memory budget of a process whose heap is as large as this one's. */
  public static long memoryOfThisProcess() {
    return (long) (Runtime.getRuntime().maxMemory() * SHARE_OF_HEAP);
  }
}
