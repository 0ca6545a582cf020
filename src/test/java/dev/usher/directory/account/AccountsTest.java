package dev.usher.directory.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.usher.directory.Refusal;
import dev.usher.directory.account.AccountSettings.Activation;
import dev.usher.directory.account.AccountSettings.PatchAnswers;
import dev.usher.directory.account.AccountSettings.UnknownMembers;
import dev.usher.directory.catalogue.CatalogueFile;
import dev.usher.testing.Operator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccountsTest {
  private final Operator operator = new Operator();
  private final Accounts accounts = operator.accounts();

  @Test
  void aNewAccountHasTheDefaultsAndTheShippedCatalogue() {
    Account account = operator.anAccount();

    assertThat(account.settings()).isEqualTo(AccountSettings.DEFAULT);
    assertThat(operator.catalogues().of(account.id())).isEqualTo(CatalogueFile.shipped());
    assertThat(accounts.named(account.name().toUpperCase(Locale.ROOT))).isEqualTo(account);
    assertThat(accounts.find(account.id())).contains(account);
    assertThat(accounts.list()).contains(account);
    assertThat(accounts.find(UUID.randomUUID())).isEmpty();
  }

  @Test
  void theDefaultsAreTheDocumentedOnes() {
    assertThat(AccountSettings.DEFAULT)
        .isEqualTo(
            new AccountSettings(
                Activation.INVITE,
                false,
                UnknownMembers.REJECT,
                PatchAnswers.BODY,
                false,
                Optional.empty(),
                Optional.of(new RateLimit(200, 1_000)),
                Optional.of(new RateLimit(200, 1_000))));
  }

  @Test
  void aTakenNameIsRefusedIgnoringCaseAndLeavesNothing() {
    Account account = operator.anAccount();
    String shouted = account.name().toUpperCase(Locale.ROOT);

    assertThatThrownBy(() -> accounts.create(shouted, Optional.empty(), Map.of()))
        .isInstanceOf(Refusal.class)
        .hasMessage("there is an account named '" + shouted + "' already");
    assertThat(operator.column("SELECT COUNT(*) FROM account WHERE name = ?", account.name()))
        .isEqualTo("1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", " acme", "acme\t", "ac\u200bme", "a\nb"})
  void aNameThatCannotBeSeenIsRefused(String name) {
    assertThatThrownBy(() -> accounts.create(name, Optional.empty(), Map.of()))
        .isInstanceOf(Refusal.class)
        .hasMessageStartingWith("the account's name");
  }

  @Test
  void settingsAreSetTogetherAndReadByName() {
    Account account = operator.anAccount();

    Account set =
        accounts.set(
            account.name(),
            Map.of(
                "activation", "DIRECT",
                "strict", "true",
                "unknownMembers", "ignore",
                "patchAnswers", "none",
                "katalonAlias", "ac-1234",
                "rateLimit", " 20/80",
                "callerRateLimit", "OFF"));

    assertThat(set.settings())
        .isEqualTo(
            new AccountSettings(
                Activation.DIRECT,
                true,
                UnknownMembers.IGNORE,
                PatchAnswers.NONE,
                false,
                Optional.of("AC-1234"),
                Optional.of(new RateLimit(20, 80)),
                Optional.empty()));
    assertThat(accounts.named(account.name())).isEqualTo(set);
    assertThat(accounts.list()).contains(set);
    assertThat(accounts.settings(account.name()))
        .containsExactly(
            Map.entry("activation", "direct"),
            Map.entry("strict", "true"),
            Map.entry("unknownMembers", "ignore"),
            Map.entry("patchAnswers", "none"),
            Map.entry("forbidAdministrativeRoles", "false"),
            Map.entry("katalonAlias", "AC-1234"),
            Map.entry("rateLimit", "20/80"),
            Map.entry("callerRateLimit", "off"));

    assertThat(accounts.set(account.name(), Map.of("strict", "false")).settings().strict())
        .isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "none", "None"})
  void katalonsAliasCanBeTakenAwayAgain(String nothing) {
    Account account = operator.anAccount();
    accounts.set(account.name(), Map.of("katalonAlias", "AC-1234"));

    assertThat(accounts.set(account.name(), Map.of("katalonAlias", nothing)).settings())
        .isEqualTo(AccountSettings.DEFAULT);
    assertThat(accounts.settings(account.name())).containsEntry("katalonAlias", "none");
  }

  @Test
  void everySettingHasItsOwnName() {
    List<String> names = AccountSettings.ALL.stream().<String>map(AccountSetting::name).toList();
    assertThat(names).doesNotHaveDuplicates();
  }

  @Test
  void anUnknownSettingIsRefusedWithTheKnownOnes() {
    Account account = operator.anAccount();

    assertThatThrownBy(
            () -> accounts.set(account.name(), Map.of("strict", "true", "colour", "red")))
        .isInstanceOf(Refusal.class)
        .hasMessage(
            "there is no setting 'colour'; settings are activation, strict, unknownMembers,"
                + " patchAnswers, forbidAdministrativeRoles, katalonAlias, rateLimit, callerRateLimit");
    assertThat(accounts.named(account.name())).isEqualTo(account);
  }

  @Test
  void anUnknownValueIsRefusedWithTheKnownOnes() {
    Account account = operator.anAccount();

    assertThatThrownBy(() -> accounts.set(account.name(), Map.of("activation", "yes")))
        .isInstanceOf(Refusal.class)
        .hasMessage("activation cannot be 'yes': it is invite or direct");
    assertThatThrownBy(() -> accounts.set(account.name(), Map.of("strict", "1")))
        .isInstanceOf(Refusal.class)
        .hasMessage("strict cannot be '1': it is true or false");
    assertThatThrownBy(() -> accounts.set(account.name(), Map.of("katalonAlias", "AC-1'2")))
        .isInstanceOf(Refusal.class)
        .hasMessage("katalonAlias cannot be 'AC-1'2': it is none or AC- and letters or digits");
  }

  @Test
  void aStoredValueThatNobodyUnderstandsIsNotTakenForTheDefault() {
    Account account = operator.anAccount();
    operator.execute("INSERT INTO account_setting VALUES (?, 'activation', 'later')", account.id());
    operator.execute("INSERT INTO account_setting VALUES (?, 'newer', 'x')", account.id());

    assertThatThrownBy(() -> accounts.named(account.name()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("activation is stored as later");
    operator.execute(
        "DELETE FROM account_setting WHERE account_id = ? AND name = 'activation'", account.id());
    assertThat(accounts.named(account.name())).isEqualTo(account);
  }
}
