package dev.usher.scim.schema;

/** When an attribute is part of an answer (RFC 7643 §7, {@code returned}). */
public enum Returned {
  ALWAYS("always"),
  NEVER("never"),
  DEFAULT("default"),
  REQUEST("request");

  private final String wireName;

  Returned(String wireName) {
    this.wireName = wireName;
  }

  /** The name as it stands in a schema. */
  public String wireName() {
    return wireName;
  }
}
