package dev.usher.scim.schema;

/** The data types of SCIM attributes (RFC 7643 §2.3). */
public enum AttributeType {
  STRING("string"),
  BOOLEAN("boolean"),
  DECIMAL("decimal"),
  INTEGER("integer"),
  DATE_TIME("dateTime"),
  BINARY("binary"),
  REFERENCE("reference"),
  COMPLEX("complex");

  private final String wireName;

  AttributeType(String wireName) {
    this.wireName = wireName;
  }

  /** The name as it stands in a schema's {@code type}. */
  public String wireName() {
    return wireName;
  }
}
