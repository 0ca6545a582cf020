package dev.usher.directory.authentication;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.directory.account.Account;
import dev.usher.directory.audit.Action;
import dev.usher.directory.audit.Audit;
import dev.usher.directory.audit.Caller;
import dev.usher.directory.audit.RequestOrigin;
import dev.usher.directory.audit.Target;
import dev.usher.testing.Operator;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class AccessTrailTest {
  private static final String COUNTS =
      "SELECT JSON_VALUE(after_values, '$.count') FROM audit_event WHERE account_id = ? AND action ="
          + " 'authentication.failed' ORDER BY id";

  private final Operator operator = new Operator();
  private final Account account = operator.anAccount();
  private final AtomicLong nanos = new AtomicLong();
  private final AccessTrail trail =
      new AccessTrail(operator.transactions(), Audit.at(Clock.systemUTC()), nanos::get);

  private void refuse(String address) {
    UUID token = new UUID(1, 2);
    trail.refused(
        account.id(),
        Action.AUTHENTICATION_FAILED,
        new Caller(
            Caller.Kind.TOKEN, Optional.of(token), "okta", RequestOrigin.of("request", address)),
        Target.of("Token", token.toString(), "okta"),
        "The token expired.");
  }

  private String counts() {
    return operator.column(COUNTS, account.id());
  }

  @Test
  void repetitionsWithinAMinuteAreCountedAndNoneIsLost() {
    refuse("192.0.2.1");
    trail.flush();
    assertThat(counts()).isEqualTo("1");

    for (int i = 0; i < 500; i++) {
      refuse("192.0.2.1");
    }
    nanos.addAndGet(Duration.ofSeconds(59).toNanos());
    trail.flush();
    assertThat(counts()).isEqualTo("1");

    nanos.addAndGet(Duration.ofSeconds(1).toNanos());
    trail.flush();
    assertThat(counts()).isEqualTo("1,500");
  }

  @Test
  void addressesHaveRecordsOfTheirOwn() {
    refuse("192.0.2.1");
    refuse("192.0.2.2");
    trail.flush();

    assertThat(counts()).isEqualTo("1,1");
  }

  @Test
  void manyAddressesFillNeitherTheTrailNorTheMemory() {
    for (int i = 0; i < 30_000; i++) {
      refuse("10.0." + i / 256 + "." + i % 256);
    }
    trail.flush();

    assertThat(counts().split(",")).hasSize(20);
  }

  @Test
  void whatCannotBeWrittenFailsNoRequest() {
    trail.refused(
        new UUID(3, 3), // no such account
        Action.AUTHENTICATION_FAILED,
        Caller.operator(),
        Target.of("Token", "x", "x"),
        "reason");
    refuse("192.0.2.1");

    trail.flush();

    assertThat(counts()).isEqualTo("1");
  }
}
