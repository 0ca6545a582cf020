package dev.usher.conformance;

/** What a service provider may leave out, and says so in its configuration (RFC 7643 §5). */
public enum Feature {
  PATCH("/patch/supported"),
  BULK("/bulk/supported"),
  FILTER("/filter/supported"),
  SORT("/sort/supported"),
  ETAG("/etag/supported"),
  /** Announced by the same attribute since RFC 9865 §4. */
  CURSOR("/pagination/cursor"),
  /** Offered unless the configuration says otherwise: older than its announcement. */
  INDEX("/pagination/index"),
  /** Offered when {@code /ResourceTypes} has the type. */
  GROUPS(""),
  /** Offered when User lists it among its extensions. */
  ENTERPRISE_USER("");

  private final String pointer;

  Feature(String pointer) {
    this.pointer = pointer;
  }

  /** Where the configuration announces it; empty when it does not. */
  String pointer() {
    return pointer;
  }
}
