package dev.usher.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.usher.directory.RecentReads.Limits;
import dev.usher.directory.account.Account;
import dev.usher.directory.account.Scope;
import dev.usher.directory.account.Tokens;
import dev.usher.directory.catalogue.CatalogueFile;
import dev.usher.directory.jwt.KeySource;
import dev.usher.directory.jwt.SmallDownload;
import dev.usher.directory.oauth.ClientSecrets;
import dev.usher.directory.oauth.Federations;
import dev.usher.directory.oauth.OauthClients;
import dev.usher.directory.person.OpenIdProviders;
import dev.usher.directory.person.ProviderMetadata;
import dev.usher.testing.Operator;
import dev.usher.testing.TestDatabase;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class AccountChangesTest {
  private static final Clock CLOCK = Clock.systemUTC();

  private final Operator operator = new Operator();
  private final AtomicLong nanos = new AtomicLong();
  private final AccountChanges changes = new AccountChanges(operator.transactions(), nanos::get);
  private final RecentReads<String, UUID> kept =
      RecentReads.untilChanged(changes, Limits.of(100), Function.identity());
  private final UUID one = UUID.randomUUID();
  private final UUID other = UUID.randomUUID();

  @Test
  void nothingCountsBeforeTheFirstPollAndWhatWasReadBeforeItIsDropped() {
    keep(one);
    assertThat(isKept(one)).isFalse();
    changes.poll();
    assertThat(isKept(one)).isFalse();
    keep(one);
    assertThat(isKept(one)).isTrue();
  }

  @Test
  void aPollIsReliedOnForFourSeconds() {
    changes.poll();
    keep(one);
    nanos.addAndGet(AccountChanges.TRUST.toNanos() - 1);
    assertThat(isKept(one)).isTrue();
    nanos.addAndGet(1);
    assertThat(isKept(one)).isFalse();
    changes.poll();
    assertThat(isKept(one)).as("nothing has changed meanwhile").isTrue();
  }

  @Test
  void aChangeThatCommitsLateIsNotMissed() throws Exception {
    changes.poll();
    keep(one);
    keep(other);
    try (Connection late = TestDatabase.connect();
        Statement statement = late.createStatement()) {
      late.setAutoCommit(false);
      statement.execute("UPDATE change_counter SET value = value + 1");
      statement.execute(
          "INSERT INTO account_change SELECT '%s', value FROM change_counter".formatted(one));
      CompletableFuture<Void> later = CompletableFuture.runAsync(() -> change(other));
      assertThatThrownBy(() -> later.get(300, TimeUnit.MILLISECONDS))
          .as("whoever takes the next number waits")
          .isInstanceOf(TimeoutException.class);
      changes.poll();
      assertThat(isKept(one)).isTrue();
      assertThat(isKept(other)).isTrue();

      late.commit();
      changes.poll();
      assertThat(isKept(one)).isFalse();
      later.get(10, TimeUnit.SECONDS);
      changes.poll();
      assertThat(isKept(other)).isFalse();
    }
  }

  @Test
  void everythingIsDroppedWhenTheDatabaseWasRestored() {
    change(other);
    changes.poll();
    keep(one);
    String last = operator.column("SELECT value FROM change_counter");
    operator.execute("UPDATE change_counter SET value = 0");
    try {
      changes.poll();
      assertThat(isKept(one)).isFalse();
    } finally {
      operator.execute("UPDATE change_counter SET value = GREATEST(value, ?) + 1000", last);
    }
  }

  @Test
  void everythingThatIsKeptHasItsChangesNumbered() {
    Account account = operator.anAccount();
    String name = account.name();
    Tokens tokens = new Tokens(operator.transactions(), operator.accounts(), CLOCK);
    OauthClients clients = new OauthClients(operator.transactions(), operator.accounts(), CLOCK);
    ClientSecrets secrets = new ClientSecrets(operator.accounts(), CLOCK);
    Federations federations = new Federations(operator.accounts(), CLOCK);
    OpenIdProviders providers =
        new OpenIdProviders(
            operator.transactions(),
            operator.accounts(),
            new ProviderMetadata(new SmallDownload()),
            CLOCK);

    assertUnnumbered(account, () -> tokens.create(name, "t", Set.of(Scope.SCIM), Optional.empty()));
    assertUnnumbered(account, () -> clients.create(name, "c", Set.of(), Duration.ofHours(1), true));
    assertNumbered(account, () -> tokens.revoke(name, "t"));
    assertUnnumbered(account, () -> tokens.revoke(name, "t"));
    assertNumbered(account, () -> operator.accounts().set(name, Map.of("strict", "true")));
    assertUnnumbered(account, () -> operator.accounts().set(name, Map.of("strict", "true")));
    assertNumbered(
        account,
        () ->
            operator
                .catalogues()
                .apply(
                    account.id(),
                    CatalogueFile.parse(
                        "test", "organizations: [{id: X, displayName: X, default: true}]")));
    assertNumbered(account, () -> secrets.add(name, "c"));
    assertNumbered(account, () -> secrets.drop(name, "c", 1));
    UUID[] federation = new UUID[1];
    assertNumbered(
        account,
        () ->
            federation[0] =
                federations.add(
                    name,
                    "c",
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    KeySource.at("https://keys.example/k")));
    assertNumbered(account, () -> federations.remove(name, "c", federation[0]));
    assertNumbered(account, () -> clients.delete(name, "c"));
    String issuer = "https://issuer.example/" + UUID.randomUUID();
    assertNumbered(
        account, () -> providers.set(name, issuer, "aud", Optional.of(issuer + "/keys")));
    assertNumbered(account, () -> providers.remove(name));
  }

  private void assertNumbered(Account account, Runnable change) {
    long before = version(account);
    change.run();
    assertThat(version(account)).isGreaterThan(before);
  }

  private void assertUnnumbered(Account account, Runnable work) {
    long before = version(account);
    work.run();
    assertThat(version(account)).isEqualTo(before);
  }

  private long version(Account account) {
    return operator.transactions().read(tx -> changes.version(tx, account.id()));
  }

  /** By another process. */
  private void change(UUID account) {
    new AccountChanges(operator.transactions())
        .write(
            (tx, changed) -> {
              changed.accept(account);
              return account;
            });
  }

  private void keep(UUID account) {
    kept.get(account.toString(), () -> Optional.of(account));
  }

  private boolean isKept(UUID account) {
    return kept.has(account.toString());
  }
}
