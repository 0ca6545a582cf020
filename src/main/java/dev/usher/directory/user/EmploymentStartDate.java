package dev.usher.directory.user;

import dev.usher.scim.error.ScimException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;

/** Reads {@code employmentStartDate}: a date, or an ISO 8601 time of which the date is kept. */
final class EmploymentStartDate {

  private EmploymentStartDate() {}

  /**
   * @throws ScimException 400 {@code invalidValue} for anything else
   */
  static LocalDate parse(String text) {
    try {
      return text.length() == 10
          ? LocalDate.parse(text)
          : LocalDate.from(DateTimeFormatter.ISO_DATE_TIME.parse(text));
    } catch (DateTimeException e) {
      throw ScimException.invalidValue(
          "employmentStartDate: “%s” is not a date; write YYYY-MM-DD.".formatted(text));
    }
  }
}
