package dev.usher.scim.schema;

import static dev.usher.scim.schema.Attribute.of;
import static dev.usher.scim.schema.Attribute.string;

import java.util.List;

/** The core User schema (RFC 7643 §4.1). */
public final class UserSchema {
  public static final String URN = "urn:ietf:params:scim:schemas:core:2.0:User";

  public static final Schema SCHEMA =
      Schema.of(
          URN,
          "User",
          "A person in the account.",
          List.of(
              "urn:ietf:params:scim:schemas:core:2.0",
              "urn:scim:schemas:core:1.0:User",
              "urn:scim:schemas:core:2.0:User",
              "urn:scim:schemas:core:1.0",
              "urn:scim:schemas:core:2.0"),
          CommonAttributes.schemas(),
          CommonAttributes.id(),
          CommonAttributes.externalId(),
          CommonAttributes.meta(),
          string("userName", "The name that identifies the person; unique in the account.")
              .required()
              .uniqueness(Uniqueness.SERVER),
          of("name", AttributeType.COMPLEX, "The components of the person's name.")
              .with(
                  string("formatted", "The full name, ready to be displayed."),
                  string("familyName", "The family name."),
                  string("givenName", "The given name."),
                  string("middleName", "The middle names."),
                  string("honorificPrefix", "The title before the name."),
                  string("honorificSuffix", "The suffix after the name.")),
          string("displayName", "The name to show for the person."),
          string("nickName", "What the person is casually called."),
          of("profileUrl", AttributeType.REFERENCE, "The person's page.")
              .referenceTypes("external"),
          string("title", "The person's title, such as “Vice President”."),
          string("userType", "How the person relates to the organization."),
          string("preferredLanguage", "The preferred languages, as in Accept-Language."),
          string("locale", "The person's locale, for currency, dates and numbers."),
          string("timezone", "The person's time zone, as in the IANA database."),
          of(
              "active",
              AttributeType.BOOLEAN,
              "Whether the person may use the account; false deactivates, true restores."),
          string("password", "Accepted and thrown away: people sign in at their provider.")
              .caseExact()
              .mutability(Mutability.WRITE_ONLY)
              .returned(Returned.NEVER),
          of("emails", AttributeType.COMPLEX, "E-mail addresses.")
              .multiValued()
              .with(
                  string("value", "The e-mail address."),
                  display(),
                  string("type", "The kind of address.").canonicalValues("work", "home", "other"),
                  primary()),
          of("phoneNumbers", AttributeType.COMPLEX, "Phone numbers.")
              .multiValued()
              .with(
                  string("value", "The phone number."),
                  display(),
                  string("type", "The kind of number.")
                      .canonicalValues("work", "home", "mobile", "fax", "pager", "other"),
                  primary()),
          of("ims", AttributeType.COMPLEX, "Instant messaging addresses.")
              .multiValued()
              .with(
                  string("value", "The address."),
                  display(),
                  string("type", "The messaging service.")
                      .canonicalValues(
                          "aim", "gtalk", "icq", "xmpp", "msn", "skype", "qq", "yahoo"),
                  primary()),
          of("photos", AttributeType.COMPLEX, "URLs of photos.")
              .multiValued()
              .with(
                  of("value", AttributeType.REFERENCE, "The URL of the photo.")
                      .referenceTypes("external"),
                  display(),
                  string("type", "The kind of photo.").canonicalValues("photo", "thumbnail"),
                  primary()),
          of("addresses", AttributeType.COMPLEX, "Postal addresses.")
              .multiValued()
              .with(
                  string("formatted", "The full address, ready to be displayed."),
                  string("streetAddress", "Street, house number, P.O. box."),
                  string("locality", "The city."),
                  string("region", "The state or region."),
                  string("postalCode", "The postal code."),
                  string("country", "The country."),
                  string("type", "The kind of address.").canonicalValues("work", "home", "other"),
                  primary()),
          of(
                  "groups",
                  AttributeType.COMPLEX,
                  "The groups the person is in, through any path. In lists and Bulk absent for"
                      + " somebody in more groups than the server lists; read by id it is whole.")
              .multiValued()
              .readOnly()
              .with(
                  string("value", "The id of the group.").readOnly(),
                  of("$ref", AttributeType.REFERENCE, "The URL of the group.")
                      .referenceTypes("Group")
                      .readOnly(),
                  string("display", "The group's displayName.").readOnly(),
                  string("type", "Whether the membership is direct or through another group.")
                      .canonicalValues("direct", "indirect")
                      .readOnly()),
          of("entitlements", AttributeType.COMPLEX, "Licenses and project roles held directly.")
              .multiValued()
              .with(
                  string("value", "The id of a License or ProjectRole."),
                  display(),
                  string("type", "License or ProjectRole.")
                      .canonicalValues("License", "ProjectRole"),
                  primary()),
          of("roles", AttributeType.COMPLEX, "The account roles assigned to the person.")
              .multiValued()
              .with(
                  string("value", "The id of a Role."),
                  display(),
                  string("type", "A label for the role's function."),
                  primary()),
          of("x509Certificates", AttributeType.COMPLEX, "Certificates of the person.")
              .multiValued()
              .with(
                  of("value", AttributeType.BINARY, "A DER certificate in base64."),
                  display(),
                  string("type", "A label for the certificate's function."),
                  primary()));

  private UserSchema() {}

  private static Attribute.Builder display() {
    return string("display", "The value, written for people.");
  }

  private static Attribute.Builder primary() {
    return of("primary", AttributeType.BOOLEAN, "Whether this is the preferred value.");
  }
}
