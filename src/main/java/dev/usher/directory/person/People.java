package dev.usher.directory.person;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.usher.directory.RecentReads;
import dev.usher.directory.RecentReads.Limits;
import dev.usher.directory.account.Account;
import dev.usher.directory.account.Accounts;
import dev.usher.directory.account.Actor;
import dev.usher.directory.account.Principal;
import dev.usher.directory.account.Scope;
import dev.usher.directory.jwt.Claims;
import dev.usher.directory.jwt.Expected;
import dev.usher.directory.jwt.JwtException;
import dev.usher.directory.jwt.JwtVerifier;
import dev.usher.directory.jwt.KeySource;
import dev.usher.directory.jwt.UnverifiedJwt;
import dev.usher.scim.error.ScimException;
import dev.usher.store.Transactions;
import dev.usher.store.openid.OpenIdProviderMapper;
import dev.usher.store.openid.OpenIdProviderRow;
import dev.usher.store.openid.PersonRow;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * From a JWT of an account's OpenID provider to the person who signed in there. What is known of
 * the provider is at most 5 s old; the person's status and roles are read for every request.
 */
public final class People {
  private static final Logger LOG = LoggerFactory.getLogger(People.class);

  /** What an administrative role allows; without one, {@code GET /Me} needs no scope. */
  private static final Set<Scope> ADMINISTRATOR =
      Set.of(Scope.SCIM, Scope.INVITATIONS, Scope.ADMIN);

  /**
   * How long is kept what can change without a change of the account that it is of: 5 s, less the
   * time that reading it may have taken.
   */
  private static final Duration STALENESS = Duration.ofSeconds(4);

  private static final Duration RETRY_AFTER = Duration.ofSeconds(5);
  private static final int KNOWN = 1_000;
  private static final int MOST_AUDIENCES = 10;

  private final Transactions transactions;
  private final Accounts accounts;
  private final JwtVerifier verifier;
  private final SignIns signIns;
  private final Clock clock;

  /** Of tokens with one audience: no other account can have the same issuer and audience. */
  private final RecentReads<Name, Provider> providers;

  /** Of tokens with several audiences, which another account's new provider makes ambiguous. */
  private final RecentReads<Name, Provider> providersAmongSeveral;

  /** What leads to no provider. */
  private final Cache<Name, Boolean> unknown;

  /**
   * @param accounts whose {@link Accounts#changes()} tell when providers have changed
   */
  public People(Transactions transactions, Accounts accounts, JwtVerifier verifier, Clock clock) {
    this.transactions = transactions;
    this.accounts = accounts;
    this.verifier = verifier;
    this.signIns = new SignIns(transactions, accounts, clock);
    this.clock = clock;
    Limits<Object, Object> limits = Limits.of(KNOWN);
    this.providers = RecentReads.untilChanged(accounts.changes(), limits, Provider::account);
    this.providersAmongSeveral =
        RecentReads.untilChanged(accounts.changes(), limits.keptFor(STALENESS), Provider::account);
    this.unknown =
        Caffeine.newBuilder()
            .maximumSize(KNOWN)
            .expireAfterWrite(STALENESS)
            .ticker(accounts.changes().ticker())
            .build();
  }

  /**
   * What tells the providers of accounts apart.
   *
   * @param issuer as long as one may be, or shorter
   * @param audiences the same, and no more than {@link #MOST_AUDIENCES}
   */
  private record Name(String issuer, Set<String> audiences) {}

  /** A provider and the account whose people it knows. */
  private record Provider(UUID account, String audience, KeySource keys, TokenRules rules) {}

  /**
   * Who signed in.
   *
   * @param text a JWT, as the client sent it
   * @return empty when it is not to be believed
   * @throws ScimException 403 for somebody who is not an Active user of the account, 401 for an
   *     administrator who has to authenticate again, 503 when the provider's keys cannot be had
   * @throws dev.usher.store.StoreException.Unavailable when the database cannot be asked
   */
  public Optional<Principal> authenticate(String text) {
    Optional<UnverifiedJwt> jwt = UnverifiedJwt.parse(text);
    Optional<Provider> provider = jwt.flatMap(this::provider);
    if (provider.isEmpty()) {
      return Optional.empty();
    }
    String issuer = jwt.get().issuer();
    return verified(jwt.get(), provider.get())
        .flatMap(
            claims ->
                accounts
                    .recent(provider.get().account())
                    .map(account -> principal(account.value(), issuer, provider.get(), claims)));
  }

  private Principal principal(Account account, String issuer, Provider provider, Claims claims) {
    PersonRow person = signIns.person(account, issuer, claims);
    if (person.administrative()) {
      provider.rules().checkAdministrator(claims, clock.instant());
    }
    return new Principal(
        account,
        new Actor(Actor.Kind.PERSON, person.id(), person.userName()),
        person.administrative() ? ADMINISTRATOR : Set.of());
  }

  /** The one that the JWT can be of: none when it names none, or several. */
  private Optional<Provider> provider(UnverifiedJwt jwt) {
    // a longer one is nobody's, and nothing is signed yet: what is remembered of it stays small
    List<String> audiences = jwt.audience();
    if (jwt.issuer().isEmpty()
        || jwt.issuer().length() > OpenIdProviders.MAX_ISSUER
        || audiences.size() > MOST_AUDIENCES) {
      return Optional.empty();
    }
    Set<String> possible =
        audiences.stream()
            .filter(each -> each != null && each.length() <= OpenIdProviders.MAX_AUDIENCE)
            .collect(Collectors.toUnmodifiableSet());
    return possible.isEmpty() ? Optional.empty() : provider(new Name(jwt.issuer(), possible));
  }

  private Optional<Provider> provider(Name name) {
    if (unknown.getIfPresent(name) != null) {
      return Optional.empty();
    }
    Optional<Provider> found =
        (name.audiences().size() == 1 ? providers : providersAmongSeveral)
            .get(name, () -> read(name));
    if (found.isEmpty()) {
      unknown.put(name, true);
    }
    return found;
  }

  private Optional<Provider> read(Name name) {
    List<OpenIdProviderRow> rows =
        transactions.readEach(
            tx ->
                tx.mapper(OpenIdProviderMapper.class).byAudience(name.issuer(), name.audiences()));
    return rows.size() == 1 ? Optional.of(provider(rows.get(0))) : Optional.empty();
  }

  private static Provider provider(OpenIdProviderRow row) {
    return new Provider(
        row.accountId(),
        row.audience(),
        new KeySource.Remote(URI.create(row.jwksUrl())),
        TokenRules.of(row));
  }

  private Optional<Claims> verified(UnverifiedJwt jwt, Provider provider) {
    Expected expected =
        new Expected(
            jwt.issuer(),
            Optional.empty(),
            Set.of(provider.audience()),
            Optional.of(provider.rules().longestLife()),
            Optional.of(provider.rules().type()));
    try {
      return Optional.of(verifier.verify(jwt, provider.keys(), expected));
    } catch (JwtException.Rejected e) {
      LOG.info("A person's token was refused: {}", e.getMessage());
      return Optional.empty();
    } catch (JwtException.KeysUnavailable e) {
      throw ScimException.unavailable(
          "The keys of your OpenID provider cannot be fetched at the moment; try again.",
          RETRY_AFTER,
          e);
    }
  }
}
