package dev.usher.scim.resource;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.time.api.constraints.InstantRange;
import org.junit.jupiter.api.Test;

class DateTimesTest {
  private static final DateTimeFormatter EXPECTED =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  @Property
  void isWhatTheFormatterWrites(
      @ForAll @InstantRange(min = "0001-01-01T00:00:00Z", max = "9999-12-31T23:59:59.999999999Z")
          Instant instant) {
    assertThat(DateTimes.text(instant)).isEqualTo(EXPECTED.format(instant));
  }

  @Test
  void hasMillisecondsWhereThereAreNone() {
    assertThat(DateTimes.text(Instant.parse("2026-01-31T09:05:00Z")))
        .isEqualTo("2026-01-31T09:05:00.000Z");
  }
}
