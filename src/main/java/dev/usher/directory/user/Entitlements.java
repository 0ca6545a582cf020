package dev.usher.directory.user;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.usher.directory.access.ProjectRoles;
import dev.usher.directory.catalogue.Catalogue;
import dev.usher.directory.license.Licenses;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code entitlements} taken apart: licenses, project roles, and what is neither. An element of
 * type License or ProjectRole is one; an untyped one is looked up, first as a license, then as a
 * project role; everything else is stored and grants nothing.
 *
 * @param licenses values of licenses
 * @param projectRoles values of project roles
 * @param others the remaining elements, as sent
 */
record Entitlements(List<String> licenses, List<String> projectRoles, ArrayNode others) {
  /** What an element can be. */
  enum Kind {
    LICENSE,
    PROJECT_ROLE,
    OTHER
  }

  static final String LICENSE = "License";
  static final String PROJECT_ROLE = "ProjectRole";

  static Entitlements read(JsonNode array, Licenses licenses, Catalogue catalogue) {
    List<String> licenseValues = new ArrayList<>();
    List<String> roleValues = new ArrayList<>();
    ArrayNode others = JsonNodeFactory.instance.arrayNode();
    for (JsonNode each : array) {
      switch (kind(each, licenses, catalogue)) {
        case LICENSE -> licenseValues.add(each.path("value").textValue());
        case PROJECT_ROLE -> roleValues.add(each.path("value").textValue());
        case OTHER -> others.add(each);
      }
    }
    return new Entitlements(licenseValues, roleValues, others);
  }

  /** What an element is. */
  static Kind kind(JsonNode element, Licenses licenses, Catalogue catalogue) {
    Optional<String> value = text(element, "value");
    Optional<String> type = text(element, "type");
    if (value.isEmpty()) {
      return Kind.OTHER;
    }
    if (is(LICENSE, type, licenses.knows(value.get()))) {
      return Kind.LICENSE;
    }
    return is(PROJECT_ROLE, type, ProjectRoles.resolve(value.get(), catalogue).isPresent())
        ? Kind.PROJECT_ROLE
        : Kind.OTHER;
  }

  private static boolean is(String wanted, Optional<String> type, boolean found) {
    return type.map(wanted::equalsIgnoreCase).orElse(found);
  }

  private static Optional<String> text(JsonNode object, String name) {
    JsonNode value = object.path(name);
    return value.isTextual() ? Optional.of(value.textValue()) : Optional.empty();
  }
}
