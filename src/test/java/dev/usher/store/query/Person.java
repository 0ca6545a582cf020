package dev.usher.store.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.usher.scim.schema.EnterpriseUserSchema;
import dev.usher.scim.schema.UserSchema;
import dev.usher.scim.schema.UsherUserSchema;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;

/**
 * A user, to be written as rows and read as the document that answers show. Assigned roles and
 * everything multi-valued are objects as in that document.
 */
final class Person {
  static final String ENDPOINT = "https://usher.example.com/scim/v2/Users";
  private static final DateTimeFormatter MILLISECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'");

  final UUID id;
  String userName;
  Optional<String> externalId = Optional.empty();
  Optional<String> displayName = Optional.empty();
  String status = "Active";
  String organization = "OG-1";
  Optional<String> employmentStartDate = Optional.empty();
  long version = 1;
  LocalDateTime created = LocalDateTime.of(2026, 1, 31, 9, 30);
  LocalDateTime lastModified = LocalDateTime.of(2026, 1, 31, 9, 30);

  /** Everything that travels in JSON: name, titles, addresses, …, and the enterprise block. */
  final ObjectNode profile = JsonNodeFactory.instance.objectNode();

  final List<ObjectNode> emails = new ArrayList<>();
  final List<ObjectNode> roles = new ArrayList<>();
  final TreeSet<String> projectRoles = new TreeSet<>();
  final TreeSet<String> licenses = new TreeSet<>();

  Person(UUID id, String userName) {
    this.id = id;
    this.userName = userName;
  }

  Person email(String value, String type) {
    emails.add(JsonNodeFactory.instance.objectNode().put("value", value).put("type", type));
    return this;
  }

  Person role(String value) {
    roles.add(JsonNodeFactory.instance.objectNode().put("value", value));
    return this;
  }

  boolean inactive() {
    return status.equals("Inactive");
  }

  /** What a complete answer shows. */
  ObjectNode document() {
    ObjectNode document = profile.deepCopy();
    ArrayNode schemas = document.putArray("schemas").add(UserSchema.URN);
    if (profile.has(EnterpriseUserSchema.URN)) {
      schemas.add(EnterpriseUserSchema.URN);
    }
    schemas.add(UsherUserSchema.URN);
    document.put("id", id.toString()).put("userName", userName).put("active", !inactive());
    externalId.ifPresent(text -> document.put("externalId", text));
    displayName.ifPresent(text -> document.put("displayName", text));
    document
        .putObject("meta")
        .put("resourceType", "User")
        .put("created", MILLISECONDS.format(created.atOffset(ZoneOffset.UTC)))
        .put("lastModified", MILLISECONDS.format(lastModified.atOffset(ZoneOffset.UTC)))
        .put("location", ENDPOINT + "/" + id)
        .put("version", "W/\"" + version + "\"");
    putAll(document, "emails", emails);
    putAll(document, "roles", roles.stream().map(Person::shown).toList());
    ArrayNode entitlements = JsonNodeFactory.instance.arrayNode();
    heldLicenses().forEach(each -> entitlements.add(licenseEntitlement(each)));
    projectRoles.forEach(each -> entitlements.add(projectRoleEntitlement(each)));
    profile.path("entitlements").forEach(entitlements::add);
    document.remove("entitlements");
    if (!entitlements.isEmpty()) {
      document.set("entitlements", entitlements);
    }
    ObjectNode usher = document.putObject(UsherUserSchema.URN);
    usher.put("status", status).put("organization", organization).put("accountRole", accountRole());
    employmentStartDate.ifPresent(date -> usher.put("employmentStartDate", date));
    putAll(usher, "projectRoles", projectRoles.stream().map(Person::text).toList());
    if (status.equals("Active")) {
      putAll(usher, "effectiveProjectRoles", projectRoles.stream().map(Person::text).toList());
    }
    putAll(usher, "licenses", heldLicenses().stream().map(Person::text).toList());
    return document;
  }

  private List<String> heldLicenses() {
    return inactive() ? List.of() : List.copyOf(licenses);
  }

  private String accountRole() {
    List<ObjectNode> known =
        roles.stream()
            .filter(r -> TestCatalogue.role(r.path("value").asText()).isPresent())
            .toList();
    return known.stream()
        .filter(r -> r.path("primary").booleanValue())
        .findFirst()
        .or(() -> known.stream().min(Comparator.comparing(Person::position)))
        .flatMap(r -> TestCatalogue.role(r.path("value").asText()))
        .map(TestCatalogue.Entry::id)
        .orElse(TestCatalogue.DEFAULT_ROLE);
  }

  private static int position(ObjectNode role) {
    return TestCatalogue.role(role.path("value").asText()).orElseThrow().position();
  }

  private static ObjectNode shown(ObjectNode assigned) {
    ObjectNode role = assigned.deepCopy();
    TestCatalogue.role(role.path("value").asText())
        .ifPresent(
            known -> {
              if (!role.has("display")) {
                role.put("display", known.displayName());
              }
              if (!role.has("type")) {
                role.put("type", "account");
              }
            });
    return role;
  }

  private static ObjectNode licenseEntitlement(String license) {
    String key = license.substring(license.indexOf(':') + 1);
    return entitlement(license, TestCatalogue.LICENSES.get(key), "License");
  }

  private static ObjectNode projectRoleEntitlement(String grant) {
    String[] keys = grant.split(":", 2);
    String display =
        TestCatalogue.PROJECTS.get(keys[0]) + " - " + TestCatalogue.PROJECT_ROLES.get(keys[1]);
    return entitlement(grant, display, "ProjectRole");
  }

  private static ObjectNode entitlement(String value, String display, String type) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("value", value)
        .put("display", display)
        .put("type", type);
  }

  private static JsonNode text(String text) {
    return JsonNodeFactory.instance.textNode(text);
  }

  private static void putAll(ObjectNode target, String name, List<? extends JsonNode> values) {
    if (!values.isEmpty()) {
      target.putArray(name).addAll(values);
    }
  }
}
