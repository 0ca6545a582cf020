package dev.usher.store.query;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

/** Writes accounts and people as rows, without any of the rules that a service would apply. */
final class PeopleTables {
  private final Connection connection;

  PeopleTables(Connection connection) {
    this.connection = connection;
  }

  /** A new account with {@link TestCatalogue}. */
  UUID account() throws SQLException {
    UUID account = UUID.randomUUID();
    run("INSERT INTO account (id, name, created_at) VALUES (?, ?, NOW(3))", account, account);
    int position = 0;
    for (String id : TestCatalogue.ORGANIZATIONS) {
      run(
          "INSERT INTO organization (account_id, id, display_name, is_default, position)"
              + " VALUES (?, ?, ?, ?, ?)",
          account,
          id,
          id,
          position == 0,
          position++);
    }
    for (var project : TestCatalogue.PROJECTS.entrySet()) {
      run(
          "INSERT INTO project (account_id, id, display_name, position) VALUES (?, ?, ?, ?)",
          account,
          project.getKey(),
          project.getValue(),
          position++);
    }
    for (var role : TestCatalogue.PROJECT_ROLES.entrySet()) {
      run(
          "INSERT INTO project_role (account_id, id, display_name, is_default, position)"
              + " VALUES (?, ?, ?, FALSE, ?)",
          account,
          role.getKey(),
          role.getValue(),
          position++);
    }
    for (TestCatalogue.Entry role : TestCatalogue.ROLES) {
      run(
          "INSERT INTO account_role"
              + " (account_id, id, display_name, administrative, is_default, position)"
              + " VALUES (?, ?, ?, FALSE, ?, ?)",
          account,
          role.id(),
          role.displayName(),
          role.id().equals(TestCatalogue.DEFAULT_ROLE),
          role.position());
    }
    for (var license : TestCatalogue.LICENSES.entrySet()) {
      run(
          "INSERT INTO license (account_id, id, display_name, position) VALUES (?, ?, ?, ?)",
          account,
          license.getKey(),
          license.getValue(),
          position++);
      for (String organization : List.of("", "OG-12")) {
        run(
            "INSERT INTO pool (account_id, license_id, organization_id) VALUES (?, ?, ?)",
            account,
            license.getKey(),
            organization);
      }
    }
    return account;
  }

  void add(UUID account, Person person) throws SQLException {
    run(
        "INSERT INTO user (account_id, id, user_name, external_id, display_name, status,"
            + " organization_id, employment_start_date, profile, version, created_at,"
            + " last_modified) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        account,
        person.id,
        person.userName,
        person.externalId.orElse(null),
        person.displayName.orElse(null),
        person.status,
        person.organization,
        person.employmentStartDate.orElse(null),
        person.profile.toString(),
        person.version,
        person.created,
        person.lastModified);
    addElements("user_email", account, person, person.emails);
    addElements("user_role", account, person, person.roles);
    for (String grant : person.projectRoles) {
      String[] keys = grant.split(":", 2);
      run(
          "INSERT INTO user_project_role (account_id, user_id, project_id, role_id)"
              + " VALUES (?, ?, ?, ?)",
          account,
          person.id,
          keys[0],
          keys[1]);
    }
    for (String license : person.licenses) {
      int colon = license.indexOf(':');
      run(
          "INSERT INTO user_license (account_id, user_id, license_id, organization_id, remembered)"
              + " VALUES (?, ?, ?, ?, ?)",
          account,
          person.id,
          license.substring(colon + 1),
          colon < 0 ? "" : license.substring(0, colon),
          person.inactive());
    }
  }

  private void addElements(
      String table, UUID account, Person person, List<? extends JsonNode> elements)
      throws SQLException {
    int ordinal = 0;
    for (JsonNode element : elements) {
      run(
          "INSERT INTO "
              + table
              + " (account_id, user_id, ordinal, value, type, display, is_primary)"
              + " VALUES (?, ?, ?, ?, ?, ?, ?)",
          account,
          person.id,
          ordinal++,
          element.path("value").textValue(),
          element.path("type").textValue(),
          element.path("display").textValue(),
          element.has("primary") ? element.path("primary").booleanValue() : null);
    }
  }

  void run(String sql, Object... parameters) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, parameters[i]);
      }
      statement.execute();
    }
  }
}
