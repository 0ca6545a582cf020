package dev.usher.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.usher.directory.Refusal;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpiryTest {
  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "90d, 2027-02-21T10:00:00Z",
    "P90D, 2027-02-21T10:00:00Z",
    "p90d, 2027-02-21T10:00:00Z",
    "12h, 2026-11-23T22:00:00Z",
    "30m, 2026-11-23T10:30:00Z",
    "PT12H, 2026-11-23T22:00:00Z",
    "P1DT1H, 2026-11-24T11:00:00Z",
    "P1Y, 2027-11-23T10:00:00Z",
    "P2W, 2026-12-07T10:00:00Z",
    "2027-01-31, 2027-01-31T00:00:00Z",
    "2027-01-31T18:00:00Z, 2027-01-31T18:00:00Z",
    "2027-01-31T18:00:00+02:00, 2027-01-31T16:00:00Z"
  })
  void aTimeToComeOrADateIsRead(String text, Instant expected) {
    assertThat(Expiry.parse(text, NOW)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "soon", "90", "2027-02-30", "2027-01-31T18:00:00", "999999999d", "P9999999Y"})
  void anythingElseIsRefusedWithExamples(String text) {
    assertThatThrownBy(() -> Expiry.parse(text, NOW))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("'" + text + "' is no time: write 90d");
  }
}
