package dev.usher.scim.bulk;

import java.util.List;
import java.util.OptionalInt;

/**
 * The message of a Bulk (RFC 7644 §3.7).
 *
 * @param failOnErrors after how many failed operations the others are left out, at least 1; without
 *     it all are run
 * @param operations in the client's order
 */
public record BulkRequest(OptionalInt failOnErrors, List<BulkOperation> operations) {

  /** The one URN in the {@code schemas} of the message. */
  public static final String URN = "urn:ietf:params:scim:api:messages:2.0:BulkRequest";

  public BulkRequest {
    operations = List.copyOf(operations);
  }
}
