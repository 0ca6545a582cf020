package dev.usher.store.query;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The catalogue of the accounts that these tests fill. */
final class TestCatalogue {
  static final String DEFAULT_ROLE = "USER";
  static final List<String> ORGANIZATIONS = List.of("OG-1", "OG-12");
  static final Map<String, String> PROJECTS =
      Map.of("ALL", "Every project", "PJ-7", "Seven", "APOLLO", "Apollo 11");
  static final Map<String, String> PROJECT_ROLES =
      Map.of("TESTER", "Tester", "TEST_LEAD", "Test lead");
  static final Map<String, String> LICENSES = Map.of("KSE", "Studio", "TO_FULL", "TestOps");
  static final List<Entry> ROLES =
      List.of(
          new Entry("ACCOUNT_ADMIN", "Account admin", 0),
          new Entry(DEFAULT_ROLE, "User", 1),
          new Entry("AUDITOR", "Auditor", 2));

  private TestCatalogue() {}

  /** A role of the catalogue. */
  record Entry(String id, String displayName, int position) {}

  static Optional<Entry> role(String id) {
    return ROLES.stream().filter(role -> role.id().equalsIgnoreCase(id)).findFirst();
  }
}
