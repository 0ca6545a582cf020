package dev.usher.directory.authentication;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.directory.authentication.FailedAttempts.Key;
import dev.usher.directory.authentication.FailedAttempts.Kind;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class FailedAttemptsTest {
  private static final Key KEY = new Key(Kind.BEARER_TOKEN, "192.0.2.1");

  private final AtomicLong nanos = new AtomicLong();
  private final FailedAttempts attempts = new FailedAttempts(new FailureLimit(20, 60), time());

  private TimeMeter time() {
    return new TimeMeter() {
      @Override
      public long currentTimeNanos() {
        return nanos.get();
      }

      @Override
      public boolean isWallClockBased() {
        return false;
      }
    };
  }

  private void fail(int times) {
    for (int i = 0; i < times; i++) {
      attempts.failed(KEY);
    }
  }

  @Test
  void aBurstOfFailuresIsTakenAndTheNextAttemptWaitsThreeSeconds() {
    fail(59);
    assertThat(attempts.wait(KEY)).isEmpty();

    fail(1);

    assertThat(attempts.wait(KEY)).contains(Duration.ofSeconds(3));
    nanos.addAndGet(Duration.ofSeconds(3).toNanos());
    assertThat(attempts.wait(KEY)).isEmpty();
  }

  @Test
  void askingCountsNothing() {
    fail(59);
    for (int i = 0; i < 1_000; i++) {
      assertThat(attempts.wait(KEY)).isEmpty();
    }
  }

  @Test
  void failuresBeyondTheLimitDoNotMakeTheWaitLonger() {
    fail(10_000);

    assertThat(attempts.wait(KEY).orElseThrow()).isLessThanOrEqualTo(Duration.ofSeconds(3));
  }

  @Test
  void kindsAndSourcesAreCountedApart() {
    fail(60);

    assertThat(attempts.wait(new Key(Kind.OAUTH_ADDRESS, "192.0.2.1"))).isEmpty();
    assertThat(attempts.wait(new Key(Kind.BEARER_TOKEN, "192.0.2.2"))).isEmpty();
  }
}
