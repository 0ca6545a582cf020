package dev.usher.scim.resource;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** Times as resources have them: {@code dateTime} of RFC 7643 §2.3.5, in UTC. */
public final class DateTimes {
  private DateTimes() {}

  /**
   * {@code 2026-01-31T09:05:00.000Z}: milliseconds always, so that equal times are equal texts.
   * Written digit by digit, since a page of users has hundreds and a {@code DateTimeFormatter}
   * looks its pattern over for each.
   *
   * @param instant of a year from 0 to 9999; what is finer than milliseconds is cut off
   */
  public static String text(Instant instant) {
    LocalDateTime time =
        LocalDateTime.ofEpochSecond(instant.getEpochSecond(), instant.getNano(), ZoneOffset.UTC);
    char[] text = "0000-00-00T00:00:00.000Z".toCharArray();
    digits(text, 3, time.getYear());
    digits(text, 6, time.getMonthValue());
    digits(text, 9, time.getDayOfMonth());
    digits(text, 12, time.getHour());
    digits(text, 15, time.getMinute());
    digits(text, 18, time.getSecond());
    digits(text, 22, time.getNano() / 1_000_000);
    return new String(text);
  }

  /**
   * @param last where the last digit goes
   */
  private static void digits(char[] text, int last, int number) {
    int at = last;
    for (int rest = number; rest > 0; rest /= 10) {
      text[at--] = (char) ('0' + rest % 10);
    }
  }
}
