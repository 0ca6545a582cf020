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
  static final String LICENSE = "License";
  static final String PROJECT_ROLE = "ProjectRole";

  static Entitlements read(JsonNode array, Licenses licenses, Catalogue catalogue) {
    List<String> licenseValues = new ArrayList<>();
    List<String> roleValues = new ArrayList<>();
    ArrayNode others = JsonNodeFactory.instance.arrayNode();
    for (JsonNode each : array) {
      Optional<String> value = text(each, "value");
      Optional<String> type = text(each, "type");
      if (value.isEmpty()) {
        others.add(each);
      } else if (is(LICENSE, type, licenses.knows(value.get()))) {
        licenseValues.add(value.get());
      } else if (is(PROJECT_ROLE, type, ProjectRoles.resolve(value.get(), catalogue).isPresent())) {
        roleValues.add(value.get());
      } else {
        others.add(each);
      }
    }
    return new Entitlements(licenseValues, roleValues, others);
  }

  private static boolean is(String wanted, Optional<String> type, boolean found) {
    return type.map(wanted::equalsIgnoreCase).orElse(found);
  }

  private static Optional<String> text(JsonNode object, String name) {
    JsonNode value = object.path(name);
    return value.isTextual() ? Optional.of(value.textValue()) : Optional.empty();
  }
}
