package dev.usher.scim.bulk;

/**
 * How much one Bulk may be (RFC 7644 §3.7.4); more is answered 413.
 *
 * @param maxOperations operations
 * @param maxPayloadSize bytes of the body
 */
public record BulkLimits(int maxOperations, int maxPayloadSize) {

  /** What is good for a server that nobody has tuned. */
  public static final BulkLimits DEFAULT = new BulkLimits(1_000, 10 << 20);
}
