package dev.usher.directory.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.directory.authentication.IssueLimit;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class IssueLimitsTest {
  private static final UUID ONE = UUID.randomUUID();
  private static final UUID OTHER = UUID.randomUUID();

  private final AtomicLong nanos = new AtomicLong();
  private final IssueLimits limits =
      new IssueLimits(
          new IssueLimit(30, 3),
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
  void aBurstIsGivenAndThenOneAtATime() {
    assertThat(given(ONE)).isEqualTo(3);
    Duration wait = limits.refuse(ONE).orElseThrow();

    assertThat(wait).isEqualTo(Duration.ofSeconds(2));
    nanos.addAndGet(wait.toNanos() - 1);
    assertThat(limits.refuse(ONE)).isPresent();
    nanos.addAndGet(1);
    assertThat(given(ONE)).isEqualTo(1);
  }

  @Test
  void eachClientHasALimitOfItsOwn() {
    assertThat(given(ONE)).isEqualTo(3);
    assertThat(given(OTHER)).isEqualTo(3);
  }

  @Test
  void whatIsGivenBackDoesNotCountAndTheBurstStaysTheMost() {
    for (int i = 0; i < 10; i++) {
      assertThat(limits.refuse(ONE)).isEmpty();
      limits.giveBack(ONE);
    }
    limits.giveBack(ONE);

    assertThat(given(ONE)).isEqualTo(3);
  }

  private int given(UUID client) {
    int given = 0;
    while (given < 100 && limits.refuse(client).isEmpty()) {
      given++;
    }
    return given;
  }
}
