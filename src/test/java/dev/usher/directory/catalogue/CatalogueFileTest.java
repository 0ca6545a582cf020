package dev.usher.directory.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.usher.directory.Refusal;
import dev.usher.directory.catalogue.Catalogue.AccountRole;
import dev.usher.directory.catalogue.Catalogue.Organization;
import dev.usher.directory.catalogue.Catalogue.Pool;
import dev.usher.directory.catalogue.Catalogue.Project;
import dev.usher.directory.catalogue.Catalogue.ProjectRole;
import java.util.Optional;
import java.util.OptionalInt;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogueFileTest {
  private static final String ORGANIZATION =
      """
      organizations:
        - {id: OG-1, displayName: One, default: true}
      """;

  @Test
  void theShippedCatalogueIsTheOneOfTheDomain() {
    Catalogue shipped = CatalogueFile.shipped();

    assertThat(shipped.organizations()).extracting(Organization::id).containsExactly("OG-1");
    assertThat(shipped.defaultOrganization().id()).isEqualTo("OG-1");
    assertThat(shipped.projects()).isEmpty();
    assertThat(shipped.accountRoles())
        .extracting(AccountRole::id, AccountRole::administrative, AccountRole::isDefault)
        .containsExactly(
            tuple("USER", false, true),
            tuple("ACCOUNT_ADMIN", true, false),
            tuple("SYSTEM_ADMIN", false, false));
    assertThat(shipped.projectRoles())
        .extracting(ProjectRole::id)
        .containsExactly("PROJECT_ADMIN", "TEST_LEAD", "TESTER", "MEMBER");
    assertThat(shipped.defaultProjectRole().orElseThrow().id()).isEqualTo("TESTER");
    assertThat(shipped.licenses())
        .extracting(Catalogue.License::id)
        .containsExactly("TO_FULL", "KSE", "KAM", "GUEST");
    assertThat(shipped.licenses())
        .allSatisfy(
            license ->
                assertThat(license.pools())
                    .containsExactly(new Pool(Optional.empty(), OptionalInt.empty())));
  }

  @Test
  void referencesAreSpelledAsTheIdsTheyName() {
    Catalogue catalogue =
        parse(
            """
            organizations:
              - {id: Sales, displayName: Sales, parent: og-1}
              - {id: OG-1, displayName: One, default: true}
            projects:
              - {id: PJ-7, displayName: Seven, organization: SALES}
            """);

    assertThat(catalogue.organizations().get(0).parent()).contains("OG-1");
    assertThat(catalogue.projects()).containsExactly(new Project("PJ-7", "Seven", "Sales"));
  }

  @Test
  void aListWithNothingInItIsEmpty() {
    assertThat(parse(ORGANIZATION + "projects:\nlicenses: ~\naccountRoles: []\n"))
        .isEqualTo(parse(ORGANIZATION));
  }

  @Test
  void aNumberMayBeAnIdAndKeepsItsZeroes() {
    assertThat(parse("organizations: [{id: 007, displayName: 1e3, default: true}]").organizations())
        .containsExactly(new Organization("007", "1e3", Optional.empty(), true));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {id: KSE, displayName: K}                                                      | account=
          {id: KSE, displayName: K, seats: 5}                                            | account=5
          {id: KSE, displayName: K, seats: 0}                                            | account=0
          {id: KSE, displayName: K, pools: [{organization: OG-1, seats: 2}]}             | OG-1=2
          {id: KSE, displayName: K, pools: [{organization: OG-1}]}                       | OG-1=
          {id: KSE, displayName: K, seats: 5, pools: [{organization: OG-1, seats: 2}]}   | account=5 OG-1=2
          {id: KSE, displayName: K, seats: unlimited, pools: [{organization: OG-1}]}     | account= OG-1=
          {id: KSE, displayName: K, pools: []}                                           | account=
          """)
  void aLicenseHasTheAccountsPoolUnlessItOnlyListsOthers(String license, String pools) {
    Catalogue catalogue = parse(ORGANIZATION + "licenses:\n  - " + license);

    assertThat(catalogue.licenses().get(0).pools())
        .extracting(
            pool ->
                pool.organization().orElse("account")
                    + "="
                    + (pool.seats().isPresent() ? pool.seats().getAsInt() : ""))
        .containsExactly(pools.split(" "));
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "NONE", "all", "ALL", "a b", "a:b", "Ünit", "''", "a/b"})
  void anIdThatCouldNotBeTypedIntoAMappingIsRefusedWithItsLine(String id) {
    assertThatThrownBy(() -> parse(ORGANIZATION + "licenses:\n- displayName: L\n  id: " + id))
        .isInstanceOf(Refusal.class)
        .hasMessageStartingWith("test.yaml line 5: ")
        .hasMessageContaining("id ");
  }

  @Test
  void anIdOf64CharactersIsTheLongest() {
    String longest = "x".repeat(64);
    assertThat(parse(ORGANIZATION + "licenses: [{id: " + longest + ", displayName: L}]").licenses())
        .hasSize(1);
    assertThatThrownBy(
            () -> parse(ORGANIZATION + "licenses: [{id: " + longest + "x, displayName: L}]"))
        .isInstanceOf(Refusal.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          projects: [{id: P, displayName: P, organisation: OG-1}]      | line 3: unknown key 'organisation'
          roles: []                                                    | line 3: unknown key 'roles'
          projects: [{id: P, displayName: P}]                          | line 3: organization is missing
          projects: [{id: P, organization: OG-1}]                      | line 3: displayName is missing
          projects: [{id: P, displayName: , organization: OG-1}]       | line 3: displayName has no value
          projects: [{id: P, displayName: ' ', organization: OG-1}]    | line 3: displayName is empty
          projects: [{id: P, displayName: P, organization: OG-2}]      | line 3: organization 'OG-2' is no organization
          projects: [{id: og-1, displayName: P, organization: OG-1}]   | line 3: 'og-1' is an organization too
          projects: [P]                                                | line 3: expected id, displayName
          projects: P                                                  | line 3: projects is not a list
          accountRoles: [{id: A, displayName: A, administrative: yes}] | line 3: administrative is 'yes'
          accountRoles: [{id: A, displayName: A, id: B}]               | line 3: 'id' is there twice
          accountRoles: [{id: A, displayName: A}, {id: a, displayName: A}] | line 3: a second account role 'a'
          projectRoles: [{id: A, displayName: A}, {id: a, displayName: A}] | line 3: a second project role 'a'
          projectRoles: [{id: A, displayName: A, default: true}, {id: B, displayName: A, default: true}] | line 3: 'A' is the default
          licenses: [{id: A, displayName: A}, {id: a, displayName: A}] | line 3: a second license 'a'
          licenses: [{id: A, displayName: A, seats: -1}]               | line 3: seats -1 is below 0
          licenses: [{id: A, displayName: A, seats: 1.5}]              | line 3: seats '1.5' is neither
          licenses: [{id: A, displayName: A, seats: 99999999999}]      | line 3: seats '99999999999' is neither
          licenses: [{id: A, displayName: A, pools: [{seats: 1}]}]     | line 3: organization is missing
          licenses: [{id: A, displayName: A, pools: [{organization: X}]}] | line 3: organization 'X' is no
          licenses: [{id: A, displayName: A, pools: [{organization: OG-1}, {organization: og-1}]}] | line 3: a second pool
          licenses: [{id: A                                            | line 3:
          """)
  void whatBreaksARuleIsRefusedWithItsLine(String section, String message) {
    assertThatThrownBy(() -> parse(ORGANIZATION + section))
        .isInstanceOf(Refusal.class)
        .hasMessageStartingWith("test.yaml ")
        .hasMessageContaining(message)
        .hasMessageNotContaining("\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          organizations: []                                                   | no organization is the default
          organizations: [{id: A, displayName: A}]                            | no organization is the default
          organizations: [{id: A, displayName: A, default: true}, {id: B, displayName: B, default: true}] | 'A' is the default
          organizations: [{id: A, displayName: A, default: true}, {id: a, displayName: B}] | a second organization 'a'
          organizations: [{id: A, displayName: A, default: true, parent: a}]  | 'A' is its own ancestor
          organizations: [{id: A, displayName: A, default: true, parent: B}, {id: B, displayName: B, parent: A}] | its own ancestor
          organizations: [{id: A, displayName: A, default: true, parent: X}]  | parent 'X' is no organization
          projects: []                                                        | no organization is the default
          `# nothing`                                                         | is empty
          just text                                                           | expected organizations
          """)
  void theOrganizationsAreATreeWithOneDefault(String yaml, String message) {
    assertThatThrownBy(() -> parse(yaml)).isInstanceOf(Refusal.class).hasMessageContaining(message);
  }

  @Test
  void aliasesAreRefusedBecauseTheyCouldMultiplyWithoutEnd() {
    assertThatThrownBy(() -> parse("organizations: &o [{id: A, displayName: A}]\nprojects: *o\n"))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("line 2: aliases are not supported");
  }

  @Property(tries = 500)
  void anyTextIsReadOrRefusedInOneLine(@ForAll @StringLength(max = 60) String text) {
    try {
      parse(text);
    } catch (Refusal refusal) {
      assertThat(refusal.getMessage()).startsWith("test.yaml").doesNotContain("\n");
    }
  }

  private static Catalogue parse(String yaml) {
    return CatalogueFile.parse("test.yaml", yaml);
  }
}
