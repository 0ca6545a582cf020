package dev.usher.fuzz;

import java.util.List;

/** What clients send, as the stuff of mutations. Ids and tokens have stand-ins of fixed text. */
final class Seeds {
  /** Stands for the id of one of the users, groups and so on: ends with its number. */
  static final String ID = "00000000-0000-4000-8000-";

  static final int USERS = 10;
  static final int GROUPS = 4;
  static final String TOKEN = "TOKEN";

  static final List<String> ENDPOINTS =
      List.of(
          "/Users",
          "/Groups",
          "/Organizations",
          "/Projects",
          "/Roles",
          "/Licenses",
          "/ProjectRoles",
          "/Schemas",
          "/ResourceTypes",
          "/ServiceProviderConfig",
          "/Me",
          "/Bulk",
          "/Invitations",
          "/AuditEvents",
          "",
          "/Nothing");

  static final List<String> ATTRIBUTES =
      List.of(
          "userName",
          "id",
          "externalId",
          "displayName",
          "name.familyName",
          "name",
          "emails",
          "emails.value",
          "emails.type",
          "emails.primary",
          "active",
          "title",
          "meta.created",
          "meta.lastModified",
          "meta.version",
          "groups",
          "groups.value",
          "groups.display",
          "roles",
          "roles.value",
          "members",
          "members.value",
          "members.display",
          "schemas",
          "password",
          "phoneNumbers.value",
          "addresses",
          "nothing",
          "USERNAME",
          "urn:ietf:params:scim:schemas:core:2.0:User:userName",
          "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department",
          "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.value",
          "urn:ietf:params:scim:schemas:extension:usher:2.0:User:organization",
          "urn:ietf:params:scim:schemas:extension:usher:2.0:User:licenses",
          "action",
          "time",
          "actor.type",
          "outcome",
          "status",
          "email");

  private static final String USER_SCHEMA =
      "\"schemas\": [\"urn:ietf:params:scim:schemas:core:2.0:User\"]";
  private static final String PATCH_SCHEMA =
      "\"schemas\": [\"urn:ietf:params:scim:api:messages:2.0:PatchOp\"]";

  static final List<String> USER_BODIES =
      List.of(
          "{" + USER_SCHEMA + ", \"userName\": \"NAME\"}",
          "{\"userName\": \"NAME@example.com\", \"active\": true}",
          "{"
              + USER_SCHEMA
              + ", \"userName\": \"NAME\", \"externalId\": \"x-NAME\", \"name\": {\"givenName\": \"Ada\","
              + " \"familyName\": \"King\", \"formatted\": \"Ada King\"}, \"displayName\": \"Ada\","
              + " \"emails\": [{\"value\": \"NAME@example.com\", \"type\": \"work\", \"primary\": true}],"
              + " \"phoneNumbers\": [{\"value\": \"+44 1\", \"type\": \"work\"}], \"addresses\":"
              + " [{\"locality\": \"London\", \"type\": \"home\"}], \"title\": \"Countess\","
              + " \"preferredLanguage\": \"en\", \"timezone\": \"Europe/London\", \"active\": false,"
              + " \"roles\": [{\"value\": \"USER\"}],"
              + " \"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User\":"
              + " {\"employeeNumber\": \"7\", \"department\": \"D\", \"manager\": {\"value\": \""
              + ID
              + "000000000003\"}}, \"urn:ietf:params:scim:schemas:extension:usher:2.0:User\":"
              + " {\"organization\": \"OG-1\", \"licenses\": [\"KSE\"]}}");

  static final List<String> GROUP_BODIES =
      List.of(
          "{\"schemas\": [\"urn:ietf:params:scim:schemas:core:2.0:Group\"], \"displayName\": \"NAME\"}",
          "{\"displayName\": \"NAME\", \"externalId\": \"g\", \"members\": [{\"value\": \""
              + ID
              + "000000000001\", \"type\": \"User\"}, {\"value\": \""
              + ID
              + "000000000102\"}]}");

  static final List<String> PATCH_BODIES =
      List.of(
          patch("{\"op\": \"replace\", \"path\": \"displayName\", \"value\": \"B\"}"),
          patch(
              "{\"op\": \"Replace\", \"value\": {\"active\": \"False\", \"name.givenName\": \"C\"}}"),
          patch(
              "{\"op\": \"add\", \"path\": \"emails[type eq \\\"work\\\"].value\", \"value\": \"a@b.c\"}"),
          patch(
              "{\"op\": \"remove\", \"path\": \"phoneNumbers[type eq \\\"work\\\" or primary eq true]\"}"),
          patch(
              "{\"op\": \"add\", \"path\": \"members\", \"value\": [{\"value\": \""
                  + ID
                  + "000000000002\"}]}, {\"op\": \"remove\", \"path\": \"members[value eq \\\""
                  + ID
                  + "000000000001\\\"]\"}"),
          patch(
              "{\"op\": \"replace\", \"path\":"
                  + " \"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager\","
                  + " \"value\": {\"value\": \""
                  + ID
                  + "000000000004\"}}"));

  static final List<String> OTHER_BODIES =
      List.of(
          "{\"schemas\": [\"urn:ietf:params:scim:api:messages:2.0:BulkRequest\"], \"failOnErrors\": 2,"
              + " \"Operations\": [{\"method\": \"POST\", \"path\": \"/Users\", \"bulkId\": \"a\", \"data\":"
              + " {\"userName\": \"NAME\"}}, {\"method\": \"POST\", \"path\": \"/Groups\", \"bulkId\": \"b\","
              + " \"data\": {\"displayName\": \"NAME\", \"members\": [{\"value\": \"bulkId:a\"}]}},"
              + " {\"method\": \"PATCH\", \"path\": \"/Users/bulkId:a\", \"version\": \"W/\\\"1\\\"\","
              + " \"data\": {\"Operations\": [{\"op\": \"replace\", \"path\": \"title\", \"value\": \"T\"}]}}]}",
          "{\"schemas\": [\"urn:ietf:params:scim:api:messages:2.0:SearchRequest\"], \"filter\":"
              + " \"userName sw \\\"a\\\" and not (active eq true)\", \"attributes\": [\"userName\", \"emails\"],"
              + " \"sortBy\": \"name.familyName\", \"sortOrder\": \"descending\", \"startIndex\": 1,"
              + " \"count\": 5}",
          "{\"email\": \"NAME@example.com\", \"organization\": \"OG-1\"}");

  private Seeds() {}

  private static String patch(String operations) {
    return "{" + PATCH_SCHEMA + ", \"Operations\": [" + operations + "]}";
  }
}
