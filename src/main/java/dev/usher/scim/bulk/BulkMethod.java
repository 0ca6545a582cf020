package dev.usher.scim.bulk;

import java.util.Arrays;
import java.util.Optional;

/** What an operation of a Bulk can do (RFC 7644 §3.7, {@code method}). */
public enum BulkMethod {
  POST,
  PUT,
  PATCH,
  DELETE;

  /** The method of that name, in any case. */
  static Optional<BulkMethod> of(String name) {
    return Arrays.stream(values()).filter(each -> each.name().equalsIgnoreCase(name)).findFirst();
  }
}
