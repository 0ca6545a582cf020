package dev.usher.directory.person;

import dev.usher.directory.Refusal;
import dev.usher.directory.account.Account;
import dev.usher.directory.account.Accounts;
import dev.usher.directory.audit.Action;
import dev.usher.directory.audit.Audit;
import dev.usher.directory.audit.AuditEntry;
import dev.usher.directory.audit.Caller;
import dev.usher.directory.audit.Target;
import dev.usher.directory.jwt.KeySource;
import dev.usher.store.StoreException.DuplicateKey;
import dev.usher.store.Transactions;
import dev.usher.store.Tx;
import dev.usher.store.openid.OpenIdProviderMapper;
import dev.usher.store.openid.OpenIdProviderRow;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;

/**
 * The OpenID providers of accounts, one each, as an operator looks after them. What cannot be done
 * is a {@link Refusal}; this process follows at once, and other running servers within 5 s.
 */
public final class OpenIdProviders {
  /** As long as the columns are. */
  static final int MAX_ISSUER = 400;

  static final int MAX_AUDIENCE = 255;

  private final Transactions transactions;
  private final Accounts accounts;
  private final ProviderMetadata metadata;
  private final Audit audit;

  /**
   * @param metadata finds the keys of providers whose keys an operator does not name
   */
  public OpenIdProviders(
      Transactions transactions, Accounts accounts, ProviderMetadata metadata, Clock clock) {
    this.transactions = transactions;
    this.accounts = accounts;
    this.metadata = metadata;
    this.audit = Audit.at(clock);
  }

  /** Sets the provider of an account, and leaves what its tokens have to say as it is. */
  public OpenIdProvider set(String account, String issuer, String audience, Optional<String> jwks) {
    return set(account, issuer, audience, jwks, UnaryOperator.identity());
  }

  /**
   * Sets the provider of an account. Whom the people are at another issuer is forgotten.
   *
   * @param issuer the {@code iss} of its tokens, exactly
   * @param audience what has to be in their {@code aud}: the client_id that people sign in with
   * @param jwks where its keys are; looked up at the provider when empty
   * @param rules changes what the account demands of tokens, or {@link TokenRules#DEFAULT} when it
   *     has no provider yet
   * @throws Refusal when there is no such account, another account has that issuer and audience, or
   *     the keys cannot be found
   */
  public OpenIdProvider set(
      String account,
      String issuer,
      String audience,
      Optional<String> jwks,
      UnaryOperator<TokenRules> rules) {
    KeySource.address("the issuer", issuer);
    checkLength("the issuer", issuer, MAX_ISSUER);
    checkLength("the audience", audience, MAX_AUDIENCE);
    URI keys = jwks.map(url -> KeySource.at(url).url()).orElseGet(() -> metadata.keysOf(issuer));
    try {
      return accounts
          .changes()
          .write(
              (tx, changed) -> {
                Account of = accounts.named(tx, account);
                OpenIdProviderMapper mapper = tx.mapper(OpenIdProviderMapper.class);
                Optional<OpenIdProviderRow> before = mapper.find(of.id());
                TokenRules demanded =
                    rules.apply(before.map(TokenRules::of).orElse(TokenRules.DEFAULT));
                OpenIdProviderRow after = row(of.id(), issuer, audience, keys, demanded);
                if (!before.equals(Optional.of(after))) {
                  put(mapper, before, after);
                  changed.accept(of.id());
                  record(tx, of, Action.OPENID_PROVIDER_SET, before, Optional.of(after));
                }
                return provider(after);
              });
    } catch (DuplicateKey taken) {
      throw new Refusal(
          "another account has that issuer and audience; a token would not tell which is meant",
          taken);
    }
  }

  /**
   * The provider of an account; empty when it has none.
   *
   * @throws Refusal when there is no such account
   */
  public Optional<OpenIdProvider> find(String account) {
    return transactions.read(
        tx ->
            tx.mapper(OpenIdProviderMapper.class)
                .find(accounts.named(tx, account).id())
                .map(OpenIdProviders::provider));
  }

  /**
   * Lets nobody sign in any more, and forgets who the people are there.
   *
   * @throws Refusal when there is no such account, or it has no provider
   */
  public void remove(String account) {
    accounts
        .changes()
        .write(
            (tx, changed) -> {
              Account of = accounts.named(tx, account);
              OpenIdProviderMapper mapper = tx.mapper(OpenIdProviderMapper.class);
              Optional<OpenIdProviderRow> before = mapper.find(of.id());
              if (before.isEmpty()) {
                throw withoutProvider(account);
              }
              mapper.delete(of.id());
              changed.accept(of.id());
              record(tx, of, Action.OPENID_PROVIDER_REMOVED, before, Optional.empty());
              return of;
            });
  }

  static Refusal withoutProvider(String account) {
    return new Refusal("account '%s' has no OpenID provider".formatted(account));
  }

  private static OpenIdProviderRow row(
      UUID account, String issuer, String audience, URI keys, TokenRules rules) {
    return new OpenIdProviderRow(
        account,
        issuer,
        audience,
        keys.toString(),
        rules.longestLife().toSeconds(),
        rules.type().text(),
        rules.administratorMaxAge().map(Duration::toSeconds).orElse(null),
        rules.storedAcr());
  }

  private static void put(
      OpenIdProviderMapper mapper, Optional<OpenIdProviderRow> before, OpenIdProviderRow after) {
    if (before.filter(row -> row.issuer().equals(after.issuer())).isPresent()) {
      mapper.update(after);
    } else {
      mapper.delete(after.accountId());
      mapper.insert(after);
    }
  }

  private static void checkLength(String what, String text, int length) {
    if (text.isBlank() || text.length() > length) {
      throw new Refusal(what + " is empty or longer than " + length + " characters");
    }
  }

  private void record(
      Tx tx,
      Account account,
      Action action,
      Optional<OpenIdProviderRow> before,
      Optional<OpenIdProviderRow> after) {
    AuditEntry entry =
        AuditEntry.done(action, Target.of("Account", account.id().toString(), account.name()))
            .changed(
                "issuer",
                before.map(OpenIdProviderRow::issuer),
                after.map(OpenIdProviderRow::issuer))
            .changed(
                "audience",
                before.map(OpenIdProviderRow::audience),
                after.map(OpenIdProviderRow::audience))
            .changed(
                "jwks",
                before.map(OpenIdProviderRow::jwksUrl),
                after.map(OpenIdProviderRow::jwksUrl))
            .changed(
                "tokenRules",
                before.map(OpenIdProviders::rules),
                after.map(OpenIdProviders::rules));
    audit.record(tx, account.id(), Caller.operator(), entry);
  }

  /** What tokens have to say, for the trail. */
  private static String rules(OpenIdProviderRow row) {
    return "max-token-life=%ds token-type=%s admin-max-age=%s admin-acr=%s"
        .formatted(
            row.maxTokenLife(),
            row.tokenType(),
            row.adminMaxAge() == null ? "none" : row.adminMaxAge() + "s",
            row.adminAcr() == null ? "none" : row.adminAcr());
  }

  private static OpenIdProvider provider(OpenIdProviderRow row) {
    return new OpenIdProvider(
        row.issuer(), row.audience(), URI.create(row.jwksUrl()), TokenRules.of(row));
  }
}
