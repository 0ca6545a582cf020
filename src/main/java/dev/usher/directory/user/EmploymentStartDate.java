package dev.usher.directory.user;

import dev.usher.scim.error.ScimException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;

/** Reads {@code employmentStartDate}: a date, or an ISO 8601 time of which the date is kept. */
final class EmploymentStartDate {

  private static final int LENGTH = "YYYY-MM-DD".length();
  private static final int LAST_YEAR = 9999;

  private EmploymentStartDate() {}

  /**
   * @throws ScimException 400 {@code invalidValue} for anything else
   */
  static LocalDate parse(String text) {
    try {
      LocalDate date =
          text.length() == LENGTH
              ? LocalDate.parse(text)
              : LocalDate.from(DateTimeFormatter.ISO_DATE_TIME.parse(text));
      if (date.getYear() < 1 || date.getYear() > LAST_YEAR) {
        throw new DateTimeException("not a year that the database has");
      }
      return date;
    } catch (DateTimeException e) {
      throw ScimException.invalidValue(
          "employmentStartDate: “%s” is not a date; write YYYY-MM-DD.".formatted(text));
    }
  }
}
