package dev.usher.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RetryAfterTest {
  @Test
  void aWaitIsRoundedUpToWholeSeconds() {
    assertThat(RetryAfter.seconds(Duration.ZERO)).isEqualTo(1);
    assertThat(RetryAfter.seconds(Duration.ofNanos(1))).isEqualTo(1);
    assertThat(RetryAfter.seconds(Duration.ofSeconds(1))).isEqualTo(1);
    assertThat(RetryAfter.seconds(Duration.ofSeconds(1, 1))).isEqualTo(2);
    assertThat(RetryAfter.seconds(Duration.ofSeconds(59, 999_999_999))).isEqualTo(60);
    assertThat(RetryAfter.seconds(Duration.ofSeconds(60))).isEqualTo(60);
  }
}
