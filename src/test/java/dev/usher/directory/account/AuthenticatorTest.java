package dev.usher.directory.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.usher.directory.AccountChanges;
import dev.usher.directory.Refusal;
import dev.usher.directory.catalogue.Catalogues;
import dev.usher.testing.Operator;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthenticatorTest {
  private static final Instant START = Instant.parse("2026-11-23T10:00:00Z");

  private final Operator operator = new Operator();
  private final Time time = new Time();
  private final Account account = operator.anAccount();
  private final Tokens tokens = new Tokens(operator.transactions(), operator.accounts(), time);

  /** Of another process. */
  private final AccountChanges changes = new AccountChanges(operator.transactions(), time::nanos);

  private final Accounts accountsElsewhere =
      new Accounts(operator.transactions(), new Catalogues(operator.transactions(), changes), time);
  private final Authenticator authenticator =
      new Authenticator(operator.transactions(), accountsElsewhere, time);

  @Test
  void aTokenNamesItsAccountItsActorAndItsScopes() {
    Tokens.Issued issued = create("okta", Set.of(Scope.SCIM_READ, Scope.ADMIN), Optional.empty());

    assertThat(authenticator.authenticate(issued.secret()))
        .contains(
            new Principal(
                account,
                new Actor(Actor.Kind.TOKEN, issued.token().id(), "okta"),
                Set.of(Scope.SCIM_READ, Scope.ADMIN)));
  }

  @Test
  void aTokenIsRecognisableAndOnlyItsHashIsStored() {
    Tokens.Issued issued = create("okta", Set.of(), Optional.empty());

    assertThat(issued.secret()).matches("usher_[A-Za-z0-9_-]{43}");
    assertThat(issued.token().scopes()).containsExactly(Scope.SCIM);
    assertThat(issued.toString()).doesNotContain(issued.secret());
    assertThat(
            operator.column(
                "SELECT hash = UNHEX(SHA2(?, 256)) FROM token WHERE id = ?",
                issued.secret(),
                issued.token().id()))
        .isEqualTo("1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "usher_",
        "bearer",
        "usher_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "\u0000",
        "usher_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\u00e9"
      })
  void anythingElseIsNobody(String text) {
    assertThat(authenticator.authenticate(text)).isEmpty();
    assertThat(authenticator.authenticate(text)).isEmpty();
  }

  @Test
  void anExpiryActsAtItsInstantThoughTheTokenWasJustUsed() {
    String secret = create("short", Set.of(), Optional.of(START.plusMillis(1_000))).secret();

    time.advance(Duration.ofMillis(999));
    assertThat(authenticator.authenticate(secret)).isPresent();
    time.advance(Duration.ofMillis(1));
    assertThat(authenticator.authenticate(secret)).isEmpty();
  }

  @Test
  void aRevocationActsWithTheNextPoll() {
    String secret = create("okta", Set.of(), Optional.empty()).secret();
    changes.poll();
    assertThat(authenticator.authenticate(secret)).isPresent();

    Token revoked = tokens.revoke(account.name(), "OKTA");
    assertThat(authenticator.authenticate(secret)).as("kept until the poll").isPresent();
    changes.poll();

    assertThat(revoked.revokedAt()).contains(START);
    assertThat(authenticator.authenticate(secret)).isEmpty();
    assertThat(tokens.revoke(account.name(), "okta")).isEqualTo(revoked);
  }

  @Test
  void aChangedSettingIsSeenWithTheNextPoll() {
    String secret = create("okta", Set.of(), Optional.empty()).secret();
    changes.poll();
    assertThat(authenticator.authenticate(secret).orElseThrow().account().settings().strict())
        .isFalse();

    operator.accounts().set(account.name(), Map.of("strict", "true"));
    changes.poll();

    assertThat(authenticator.authenticate(secret).orElseThrow().account().settings().strict())
        .isTrue();
  }

  @Test
  void whatIsKnownOfQuietAccountsIsKept() {
    String secret = create("okta", Set.of(), Optional.empty()).secret();
    changes.poll();
    assertThat(authenticator.wouldRead(secret)).isTrue();
    assertThat(authenticator.authenticate(secret)).isPresent();

    for (int second = 0; second < 60; second++) {
      operator.accounts().set(operator.anAccount().name(), Map.of("strict", "true"));
      changes.poll();
      assertThat(authenticator.wouldRead(secret)).as("after %d s", second).isFalse();
      time.advance(Duration.ofSeconds(1));
    }
  }

  @Test
  void withoutPollsARevocationActsWithinFiveSeconds() {
    String secret = create("okta", Set.of(), Optional.empty()).secret();
    changes.poll();
    assertThat(authenticator.authenticate(secret)).isPresent();

    tokens.revoke(account.name(), "okta");
    time.advance(Duration.ofSeconds(4));

    assertThat(authenticator.authenticate(secret)).isEmpty();
  }

  @Test
  void theProcessThatRevokesATokenRefusesItAtOnce() {
    String secret = create("okta", Set.of(), Optional.empty()).secret();
    changes.poll();
    assertThat(authenticator.authenticate(secret)).isPresent();

    new Tokens(operator.transactions(), accountsElsewhere, time).revoke(account.name(), "okta");

    assertThat(authenticator.authenticate(secret)).isEmpty();
  }

  @Test
  void tokensAreListedOldestFirstWithoutTheirText() {
    Token first = create("first", Set.of(), Optional.empty()).token();
    Token second =
        create("second", Set.of(Scope.ADMIN), Optional.of(START.plusSeconds(60))).token();

    assertThat(tokens.list(account.name().toUpperCase(Locale.ROOT)))
        .isEqualTo(List.of(first, second));
    assertThat(tokens.list(operator.anAccount().name())).isEmpty();
  }

  @Test
  void aTokenIsRevokedByIdToo() {
    Token token = create("okta", Set.of(), Optional.empty()).token();

    assertThat(tokens.revoke(account.name(), token.id().toString()).id()).isEqualTo(token.id());
  }

  @Test
  void anotherAccountsTokenCannotBeRevoked() {
    Token token = create("okta", Set.of(), Optional.empty()).token();
    String other = operator.anAccount().name();

    assertThatThrownBy(() -> tokens.revoke(other, token.id().toString()))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("has no token '" + token.id() + "'");
    assertThat(tokens.list(account.name())).containsExactly(token);
  }

  @Test
  void aNameIsNeverUsedTwiceAndNeverLooksLikeAnId() {
    create("okta", Set.of(), Optional.empty());
    tokens.revoke(account.name(), "okta");

    assertThatThrownBy(() -> create("Okta", Set.of(), Optional.empty()))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("names are not used twice");
    assertThatThrownBy(() -> create(UUID.randomUUID().toString(), Set.of(), Optional.empty()))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("looks like an id");
  }

  @Test
  void anExpiryThatIsPastIsRefused() {
    assertThatThrownBy(() -> create("late", Set.of(), Optional.of(START)))
        .isInstanceOf(Refusal.class)
        .hasMessage("the token would expire at 2026-11-23T10:00:00Z, which is past");
  }

  private Tokens.Issued create(String name, Set<Scope> scopes, Optional<Instant> expiresAt) {
    return tokens.create(account.name(), name, scopes, expiresAt);
  }

  /** A clock and a ticker that stand still until told. */
  private static final class Time extends Clock {
    private Instant now = START;

    void advance(Duration duration) {
      now = now.plus(duration);
    }

    long nanos() {
      return Duration.between(START, now).toNanos();
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
