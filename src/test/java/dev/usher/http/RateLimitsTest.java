package dev.usher.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.directory.RetryAfter;
import dev.usher.directory.account.Account;
import dev.usher.directory.account.AccountSettings;
import dev.usher.directory.account.Actor;
import dev.usher.directory.account.Principal;
import dev.usher.directory.account.RateLimit;
import dev.usher.directory.account.Scope;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RateLimitsTest {
  private static final UUID ACCOUNT = UUID.randomUUID();
  private static final UUID ONE = UUID.randomUUID();
  private static final UUID OTHER = UUID.randomUUID();

  private final AtomicLong nanos = new AtomicLong();
  private final RateLimits limits =
      new RateLimits(
          new TimeMeter() {
            @Override
            public long currentTimeNanos() {
              return nanos.get();
            }

            @Override
            public boolean isWallClockBased() {
              return false;
            }
          });

  @Test
  void aBurstPassesAndThenOneEachTimeTheRateAllows() {
    Principal caller = caller(ONE, Optional.of(new RateLimit(2, 3)), Optional.empty());

    assertThat(passing(caller, 5)).isEqualTo(3);
    assertThat(limits.refuse(caller)).contains(Duration.ofMillis(500));
    pass(Duration.ofMillis(500));
    assertThat(passing(caller, 5)).isEqualTo(1);
    pass(Duration.ofHours(2));
    assertThat(passing(caller, 5)).isEqualTo(3);
  }

  @Test
  void oneCallerDoesNotUseUpWhatAnotherMay() {
    Optional<RateLimit> each = Optional.of(new RateLimit(1, 2));

    assertThat(passing(caller(ONE, Optional.empty(), each), 5)).isEqualTo(2);
    assertThat(passing(caller(OTHER, Optional.empty(), each), 5)).isEqualTo(2);
  }

  @Test
  void allCallersOfAnAccountShareItsLimit() {
    Optional<RateLimit> all = Optional.of(new RateLimit(1, 4));

    assertThat(passing(caller(ONE, all, Optional.empty()), 3)).isEqualTo(3);
    assertThat(passing(caller(OTHER, all, Optional.empty()), 3)).isEqualTo(1);
  }

  @Test
  void whatTheAccountRefusesDoesNotCountForTheCaller() {
    Optional<RateLimit> all = Optional.of(new RateLimit(1, 1));
    Principal bounded = caller(ONE, all, Optional.of(new RateLimit(1, 2)));
    assertThat(passing(bounded, 5)).isEqualTo(1);

    Principal unbounded = caller(ONE, Optional.empty(), Optional.of(new RateLimit(1, 2)));

    assertThat(passing(unbounded, 5)).isEqualTo(1);
  }

  @Test
  void aChangedLimitActsAtOnce() {
    assertThat(passing(caller(ONE, Optional.of(new RateLimit(1, 2)), Optional.empty()), 5))
        .isEqualTo(2);
    assertThat(passing(caller(ONE, Optional.of(new RateLimit(1, 3)), Optional.empty()), 5))
        .isEqualTo(3);
    assertThat(passing(caller(ONE, Optional.empty(), Optional.empty()), 5)).isEqualTo(5);
  }

  @Test
  void aRequestCountsOnceForEachTenthOfASecondOfWork() {
    for (int[] each : new int[][] {{0, 1}, {100, 1}, {101, 2}, {200, 2}, {1_000, 10}}) {
      Principal caller =
          caller(UUID.randomUUID(), Optional.empty(), Optional.of(new RateLimit(1, 20)));
      assertThat(limits.refuse(caller)).isEmpty();
      limits.charge(caller, Duration.ofMillis(each[0]));

      assertThat(passing(caller, 30)).as(each[0] + " ms").isEqualTo(20 - each[1]);
    }
  }

  @Test
  void workIsChargedToTheAccountOfItsCallerToo() {
    Optional<RateLimit> all = Optional.of(new RateLimit(1, 20));
    limits.charge(caller(ONE, all, Optional.empty()), Duration.ofSeconds(1));

    assertThat(passing(caller(OTHER, all, Optional.empty()), 30)).isEqualTo(11);
  }

  @Test
  void whoOwesWorkIsToldHowLongItIsToWait() {
    Principal caller = caller(ONE, Optional.empty(), Optional.of(new RateLimit(10, 20)));
    limits.charge(caller, Duration.ofMillis(5_050)); // 50 tokens: 30 below zero
    Duration wait = limits.refuse(caller).orElseThrow();

    assertThat(wait).isEqualTo(Duration.ofMillis(3_100));
    pass(wait.minusMillis(1));
    assertThat(limits.refuse(caller)).isPresent();
    pass(Duration.ofMillis(1));
    assertThat(limits.refuse(caller)).isEmpty();
  }

  @Test
  void theWaitIsTheLongerOneOfTheCallerAndItsAccount() {
    Optional<RateLimit> account = Optional.of(new RateLimit(1, 1));
    Optional<RateLimit> each = Optional.of(new RateLimit(10, 1));
    Principal caller = caller(ONE, account, each);
    assertThat(limits.refuse(caller)).isEmpty(); // both are empty now
    Duration wait = limits.refuse(caller).orElseThrow();

    assertThat(wait).isEqualTo(Duration.ofSeconds(1));
    pass(wait);
    assertThat(limits.refuse(caller)).isEmpty();
  }

  @Test
  void whoWaitsTheWholeSecondsThatItIsToldIsAnswered() {
    for (int perSecond : new int[] {1, 3, 7, 200}) {
      for (int workMillis : new int[] {0, 101, 950, 4_321, 60_000}) {
        for (int early : new int[] {0, 1, 333, 999}) {
          RateLimit limit = new RateLimit(perSecond, 5);
          Principal caller =
              caller(UUID.randomUUID(), Optional.empty(), Optional.of(limit)); // its own bucket
          passing(caller, 5);
          limits.charge(caller, Duration.ofMillis(workMillis));
          pass(Duration.ofMillis(early));
          Optional<Duration> wait = limits.refuse(caller);
          wait.ifPresent(
              told -> {
                pass(Duration.ofSeconds(RetryAfter.seconds(told)));
                assertThat(limits.refuse(caller))
                    .as("%s, %s ms of work, after %s ms", limit, workMillis, early)
                    .isEmpty();
              });
          assertThat(wait.isPresent() || early > 0).isTrue();
        }
      }
    }
  }

  @Test
  void nobodyOwesMoreThanAMinute() {
    Principal caller = caller(ONE, Optional.empty(), Optional.of(new RateLimit(50, 200)));
    for (int i = 0; i < 100; i++) {
      limits.charge(caller, Duration.ofMinutes(1));
    }

    assertThat(limits.refuse(caller).orElseThrow())
        .isBetween(Duration.ofSeconds(60), Duration.ofSeconds(61));
    pass(Duration.ofSeconds(61));
    assertThat(limits.refuse(caller)).isEmpty();
  }

  private int passing(Principal caller, int requests) {
    int passed = 0;
    for (int i = 0; i < requests; i++) {
      passed += limits.refuse(caller).isEmpty() ? 1 : 0;
    }
    return passed;
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  private static Principal caller(
      UUID id, Optional<RateLimit> account, Optional<RateLimit> caller) {
    AccountSettings defaults = AccountSettings.DEFAULT;
    AccountSettings settings =
        new AccountSettings(
            defaults.activation(),
            defaults.strict(),
            defaults.unknownMembers(),
            defaults.patchAnswers(),
            defaults.forbidAdministrativeRoles(),
            defaults.katalonAlias(),
            account,
            caller);
    return new Principal(
        new Account(ACCOUNT, "acme", settings),
        new Actor(Actor.Kind.TOKEN, id, "connector"),
        EnumSet.of(Scope.SCIM));
  }
}
