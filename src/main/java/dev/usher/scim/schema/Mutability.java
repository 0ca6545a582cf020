package dev.usher.scim.schema;

/** When an attribute may be written (RFC 7643 §7, {@code mutability}). */
public enum Mutability {
  READ_ONLY("readOnly"),
  READ_WRITE("readWrite"),
  IMMUTABLE("immutable"),
  WRITE_ONLY("writeOnly");

  private final String wireName;

  Mutability(String wireName) {
    this.wireName = wireName;
  }

  /** The name as it stands in a schema. */
  public String wireName() {
    return wireName;
  }
}
