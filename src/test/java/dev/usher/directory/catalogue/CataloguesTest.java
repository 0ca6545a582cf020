package dev.usher.directory.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.usher.directory.AccountChanges;
import dev.usher.directory.Refusal;
import dev.usher.directory.account.Account;
import dev.usher.testing.Operator;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CataloguesTest {
  private static final String FULL =
      """
      organizations:
        - {id: OG-2, displayName: Two, parent: OG-1}
        - {id: OG-1, displayName: One, default: true}
      projects:
        - {id: PJ-7, displayName: Seven, organization: OG-2}
      accountRoles:
        - {id: USER, displayName: User, default: true}
        - {id: ACCOUNT_ADMIN, displayName: Admin, administrative: true}
      projectRoles:
        - {id: TESTER, displayName: Tester, default: true}
        - {id: LEAD, displayName: Lead}
      licenses:
        - {id: KSE, displayName: Studio, seats: 5, pools: [{organization: OG-2, seats: 2}]}
        - {id: GUEST, displayName: Guest}
      """;

  private final Operator operator = new Operator();
  private final Catalogues catalogues = operator.catalogues();

  @Test
  void whatWasAppliedIsReadBackInItsOrder() {
    Account account = operator.anAccount(FULL);

    assertThat(catalogues.of(account.id())).isEqualTo(parse(FULL));
    assertThat(
            operator.column(
                "SELECT id FROM project WHERE account_id = ? ORDER BY position, id", account.id()))
        .isEqualTo("ALL,PJ-7");
  }

  @Test
  void applyingTheSameAgainChangesAndWritesNothing() {
    Account account = operator.anAccount(FULL);
    String guard = "SELECT guard FROM account WHERE id = ?";

    assertThat(apply(account, FULL)).isEmpty();
    assertThat(apply(account, FULL.replace("id: OG-2", "id: og-2"))).isEmpty();
    assertThat(operator.column(guard, account.id())).isEqualTo("0");
  }

  @Test
  void theDifferenceIsToldAndAppliedAndThenThereIsNone() {
    Account account = operator.anAccount(FULL);
    String changed =
        """
        organizations:
          - {id: OG-1, displayName: First}
          - {id: OG-3, displayName: Three, parent: OG-2, default: true}
          - {id: OG-2, displayName: Two, parent: OG-1}
        accountRoles:
          - {id: ACCOUNT_ADMIN, displayName: Admin, administrative: true}
        projectRoles:
          - {id: LEAD, displayName: Lead}
          - {id: TESTER, displayName: Tester, default: true}
        licenses:
          - {id: KSE, displayName: Studio, pools: [{organization: OG-3}]}
          - {id: GUEST, displayName: Guest, seats: 9}
        """;

    assertThat(apply(account, changed))
        .containsExactly(
            "~ organization OG-1 displayName=\"One\" -> \"First\", default=true -> (none)",
            "+ organization OG-3 displayName=\"Three\" parent=OG-2 default=true",
            "~ organizations in another order",
            "- project PJ-7",
            "- account role USER",
            "~ project roles in another order",
            "+ pool OG-3:KSE seats=unlimited",
            "~ pool GUEST seats=unlimited -> 9",
            "- pool KSE",
            "- pool OG-2:KSE");
    assertThat(catalogues.of(account.id())).isEqualTo(parse(changed));
    assertThat(apply(account, changed)).isEmpty();
  }

  @Test
  void aBranchOfTheTreeIsDroppedWholeAndGrownInAnyOrder() {
    String root = "organizations:\n  - {id: R, displayName: R, default: true}\n";
    String branch =
        """
          - {id: A3, displayName: A, parent: A2}
          - {id: A1, displayName: A, parent: R}
          - {id: A2, displayName: A, parent: A1}
        """;
    Account account = operator.anAccount(root);

    assertThat(apply(account, root + branch)).hasSize(3);
    assertThat(catalogues.of(account.id())).isEqualTo(parse(root + branch));
    assertThat(apply(account, root)).hasSize(3);
    assertThat(catalogues.of(account.id())).isEqualTo(parse(root));
  }

  @Test
  void whatPeopleUseIsNotDroppedAndNothingElseEither() {
    Account account = operator.anAccount(FULL);
    UUID inTwo = operator.aUser(account, "Inactive", "OG-2");
    UUID other = operator.aUser(account, "Active", "OG-1");
    for (UUID user : List.of(inTwo, other)) {
      operator.execute(
          "INSERT INTO user_project_role VALUES (?, ?, 'PJ-7', 'LEAD')", account.id(), user);
    }
    operator.execute(
        "INSERT INTO user_role (account_id, user_id, ordinal, value) VALUES (?, ?, 0, 'user')",
        account.id(),
        other);
    operator.execute(
        "INSERT INTO user_license VALUES (?, ?, 'GUEST', '', TRUE)", account.id(), inTwo);
    operator.execute(
        "INSERT INTO user_license VALUES (?, ?, 'KSE', 'OG-2', FALSE)", account.id(), other);
    String less =
        """
        organizations: [{id: OG-1, displayName: Renamed, default: true}]
        projectRoles: [{id: TESTER, displayName: Tester}]
        licenses: [{id: KSE, displayName: Studio, seats: 5}]
        """;

    assertThatThrownBy(() -> apply(account, less))
        .isInstanceOf(Refusal.class)
        .hasMessage(
            "nothing was changed: the file drops what is in use: organization OG-2 by 1 user;"
                + " project PJ-7 by 2 users; account role USER by 1 user; project role LEAD by 2"
                + " users; license GUEST by 1 user; pool OG-2:KSE by 1 user");
    assertThat(fresh(account)).isEqualTo(parse(FULL));
  }

  @Test
  void theDefaultOrganizationMayMoveWhileItIsUsed() {
    Account account = operator.anAccount(FULL);
    operator.aUser(account, "Active", "OG-1");
    String moved =
        FULL.replace(", default: true}\nprojects", "}\nprojects")
            .replace("parent: OG-1}", "parent: OG-1, default: true}");

    apply(account, moved);

    assertThat(fresh(account).defaultOrganization().id()).isEqualTo("OG-2");
  }

  @Test
  void aLimitMaySinkBelowUseAndKeepsIt() {
    Account account = operator.anAccount(FULL);
    operator.execute("UPDATE pool SET used = 4 WHERE account_id = ?", account.id());

    assertThat(apply(account, FULL.replace("seats: 5", "seats: 3")))
        .containsExactly("~ pool KSE seats=5 -> 3");
    assertThat(
            operator.column(
                "SELECT CONCAT(seats, '/', used) FROM pool WHERE account_id = ? AND license_id ="
                    + " 'KSE' AND organization_id = ''",
                account.id()))
        .isEqualTo("3/4");
  }

  @Test
  void theLastActiveAdministratorsRoleStaysAdministrative() {
    Account account = operator.anAccount(FULL);
    UUID admin = operator.aUser(account, "Active", "OG-1");
    operator.execute(
        "INSERT INTO user_role (account_id, user_id, ordinal, value)"
            + " VALUES (?, ?, 0, 'Account_Admin')",
        account.id(),
        admin);
    String demoted = FULL.replace(", administrative: true", "");

    assertThatThrownBy(() -> apply(account, demoted))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("no Active administrator would be left");
    assertThat(fresh(account)).isEqualTo(parse(FULL));
    assertThat(
            operator.column(
                "SELECT CONCAT(action, ' ', actor_type, ' ', reason) FROM audit_event"
                    + " WHERE account_id = ? AND outcome = 'refused'",
                account.id()))
        .startsWith("catalogue.applied operator nothing was changed: no Active administrator");

    operator.execute("UPDATE user SET status = 'Pending' WHERE account_id = ?", account.id());
    assertThat(apply(account, demoted))
        .containsExactly("~ account role ACCOUNT_ADMIN administrative=true -> (none)");
  }

  @Test
  void anAccountNeverTouchesAnothersCatalogue() {
    Account one = operator.anAccount(FULL);
    Account other = operator.anAccount(FULL);
    operator.aUser(other, "Active", "OG-2");

    apply(one, "organizations: [{id: NEW, displayName: New, default: true}]");

    assertThat(fresh(other)).isEqualTo(parse(FULL));
  }

  @Test
  void aLargeCatalogueIsAppliedInFewStatements() {
    String projects =
        IntStream.range(0, 3_000)
            .mapToObj(i -> "  - {id: P-%d, displayName: Project, organization: O}\n".formatted(i))
            .collect(Collectors.joining());
    String root = "organizations: [{id: O, displayName: O, default: true}]\n";
    Account account = operator.anAccount(root);

    assertThat(apply(account, root + "projects:\n" + projects)).hasSize(3_000);
    assertThat(apply(account, root)).hasSize(3_000);
  }

  @Test
  void aCatalogueIsKeptOnOtherServersUntilAPollFindsItChanged() {
    AtomicLong nanos = new AtomicLong();
    AccountChanges changes = new AccountChanges(operator.transactions(), nanos::get);
    Catalogues elsewhere = new Catalogues(operator.transactions(), changes);
    Account account = operator.anAccount(FULL);
    changes.poll();
    Catalogue before = elsewhere.of(account.id());

    apply(account, FULL.replace("Two", "Second"));

    assertThat(elsewhere.of(account.id())).isSameAs(before);
    changes.poll();
    assertThat(elsewhere.of(account.id())).isEqualTo(fresh(account)).isNotEqualTo(before);
  }

  @Test
  void aCatalogueIsAtMostFiveSecondsOldWhenPollsFail() {
    AtomicLong nanos = new AtomicLong();
    AccountChanges changes = new AccountChanges(operator.transactions(), nanos::get);
    Catalogues elsewhere = new Catalogues(operator.transactions(), changes);
    Account account = operator.anAccount(FULL);
    changes.poll();
    Catalogue before = elsewhere.of(account.id());

    apply(account, FULL.replace("Two", "Second"));
    nanos.addAndGet(Duration.ofSeconds(4).toNanos());

    assertThat(elsewhere.of(account.id())).isEqualTo(fresh(account)).isNotEqualTo(before);
  }

  @Test
  void accountsWithEqualCataloguesShareOne() {
    Account one = operator.anAccount(FULL);
    Account other = operator.anAccount(FULL);

    assertThat(catalogues.of(one.id())).isSameAs(catalogues.of(other.id()));
  }

  private List<String> apply(Account account, String yaml) {
    return catalogues.apply(account.id(), parse(yaml)).lines();
  }

  private Catalogue fresh(Account account) {
    return operator.transactions().read(tx -> catalogues.fresh(tx, account.id()));
  }

  private static Catalogue parse(String yaml) {
    return CatalogueFile.parse("test.yaml", yaml);
  }
}
