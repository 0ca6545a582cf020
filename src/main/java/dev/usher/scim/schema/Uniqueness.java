package dev.usher.scim.schema;

/** Within what an attribute's value is unique (RFC 7643 §7, {@code uniqueness}). */
public enum Uniqueness {
  NONE("none"),
  SERVER("server"),
  GLOBAL("global");

  private final String wireName;

  Uniqueness(String wireName) {
    this.wireName = wireName;
  }

  /** The name as it stands in a schema. */
  public String wireName() {
    return wireName;
  }
}
