package dev.usher.groups;

/** Catalogues that these tests use. */
final class Catalogues {
  static final String WITH_PROJECTS =
      """
      organizations: [{id: OG-1, displayName: Head office, default: true}]
      projects:
        - {id: PJ-7, displayName: Seven, organization: OG-1}
        - {id: PJ-9, displayName: Nine, organization: OG-1}
      accountRoles: [{id: USER, displayName: User, default: true}]
      projectRoles:
        - {id: TEST_LEAD, displayName: Test lead}
        - {id: TESTER, displayName: Tester, default: true}
      licenses: []
      """;

  private Catalogues() {}
}
