package dev.usher.scim.schema;

import static dev.usher.scim.schema.Attribute.of;
import static dev.usher.scim.schema.Attribute.string;

/** The attributes that every resource has (RFC 7643 §3.1). */
final class CommonAttributes {

  private CommonAttributes() {}

  static Attribute.Builder schemas() {
    return of("schemas", AttributeType.REFERENCE, "The URNs of the schemas with values in here.")
        .multiValued()
        .referenceTypes("uri")
        .returned(Returned.ALWAYS)
        .readOnly();
  }

  static Attribute.Builder id() {
    return string("id", "The identifier that this service gave the resource; never reused.")
        .caseExact()
        .readOnly()
        .returned(Returned.ALWAYS)
        .uniqueness(Uniqueness.SERVER);
  }

  static Attribute.Builder externalId() {
    return string("externalId", "The identifier that the provisioning client uses.").caseExact();
  }

  static Attribute.Builder meta() {
    return of("meta", AttributeType.COMPLEX, "Facts about the resource itself.")
        .readOnly()
        .with(
            string("resourceType", "The name of the resource type.").caseExact().readOnly(),
            of("created", AttributeType.DATE_TIME, "When the resource was added.").readOnly(),
            of("lastModified", AttributeType.DATE_TIME, "When the resource last changed.")
                .readOnly(),
            of("location", AttributeType.REFERENCE, "The URL of the resource.")
                .referenceTypes("uri")
                .readOnly(),
            string("version", "The version, as in the ETag header.").caseExact().readOnly());
  }
}
