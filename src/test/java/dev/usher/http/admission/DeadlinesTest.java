package dev.usher.http.admission;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeadlinesTest {
  private static final long SECOND = 1_000_000_000L;

  @ParameterizedTest
  @CsvSource({
    "10, 0, false",
    "11, 0, true",
    "11, 11000, true",
    "11, 11264, false",
    "29, 30000, false",
    "31, 31744, true",
    "31, 131072, false",
    "33, 131072, true",
    "280, 16777216, false",
    "290, 16777216, true",
  })
  void aBodyHasHalfAMinuteAndMoreForWhatComesFast(long seconds, long bytes, boolean late) {
    assertThat(Deadlines.DEFAULT.isBodyLate(seconds * SECOND, bytes)).isEqualTo(late);
  }

  @ParameterizedTest
  @CsvSource({
    "30, 0, 30, false",
    "31, 0, 31, true",
    "31, 65536, 31, false",
    "63, 65536, 0, false",
    "65, 65536, 1, true",
    "3600, 16777216, 1, false",
    "61, 16777216, 61, true",
  })
  void anAnswerIsTakenWithoutLongPauses(
      long seconds, long bytes, long sinceProgress, boolean late) {
    assertThat(Deadlines.DEFAULT.isAnswerLate(seconds * SECOND, bytes, sinceProgress * SECOND))
        .isEqualTo(late);
  }
}
