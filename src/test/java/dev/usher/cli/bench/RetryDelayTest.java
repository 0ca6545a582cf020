package dev.usher.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryDelayTest {
  private static final Instant NOW = Instant.parse("2026-11-28T08:00:00Z");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2 | 2000",
        "0 | 100",
        "3600 | 10000",
        "99999999999999999999999 | 10000",
        "Sat, 28 Nov 2026 08:00:03 GMT | 3000",
        "Sat, 28 Nov 2026 07:00:00 GMT | 100",
        "Sun, 29 Nov 2026 08:00:00 GMT | 10000",
        "soon | 1000",
        "-5 | 1000",
        "'' | 1000"
      })
  void theWaitIsWhatTheHeaderSaysWithinBounds(String header, long millis) {
    assertThat(RetryDelay.of(Optional.of(header), NOW)).isEqualTo(Duration.ofMillis(millis));
  }

  @Test
  void withoutAHeaderTheWaitIsASecond() {
    assertThat(RetryDelay.of(Optional.empty(), NOW)).isEqualTo(Duration.ofSeconds(1));
  }
}
