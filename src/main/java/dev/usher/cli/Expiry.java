package dev.usher.cli;

import dev.usher.directory.Refusal;
import dev.usher.directory.account.Tokens;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** When something ends, as an operator types it. */
final class Expiry {
  private static final Pattern SHORT = Pattern.compile("(\\d{1,9})([dhm])");

  /** The last moment that the database can keep. */
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

  private static final String NEVER = "never";

  private Expiry() {}

  /**
   * When a token ends.
   *
   * @param text as the operator typed it: {@code never}, or what {@link #parse} reads; one year
   *     from now when null
   * @return empty for a token that does not end
   * @throws Refusal when it is neither
   */
  static Optional<Instant> ofToken(String text, Instant now) {
    if (text == null) {
      return Optional.of(now.atOffset(ZoneOffset.UTC).plus(Tokens.DEFAULT_LIFE).toInstant());
    }
    return text.equalsIgnoreCase(NEVER) ? Optional.empty() : Optional.of(parse(text, now));
  }

  /**
   * Reads a time to come ({@code 90d}, {@code 12h}, {@code 30m}, {@code P90D}, {@code PT12H},
   * {@code P1Y6M}), a date (its first moment in UTC) or a date and time with its offset.
   *
   * @throws Refusal when it is none of them, or beyond the year 9999
   */
  static Instant parse(String text, Instant now) {
    String upper = text.toUpperCase(Locale.ROOT);
    List<Function<String, Instant>> forms =
        List.of(
            each -> shortForm(each, now),
            each -> now.plus(Duration.parse(each)),
            each -> now.atOffset(ZoneOffset.UTC).plus(Period.parse(each)).toInstant(),
            each -> LocalDate.parse(each).atStartOfDay().toInstant(ZoneOffset.UTC),
            each -> OffsetDateTime.parse(each).toInstant());
    return forms.stream()
        .flatMap(form -> attempt(form, upper).stream())
        .findFirst()
        .filter(at -> !at.isAfter(LATEST))
        .orElseThrow(
            () ->
                new Refusal(
                    "'%s' is no time: write 90d, 12h, P90D, 2027-01-31 or 2027-01-31T18:00:00Z"
                        .formatted(text)));
  }

  private static Instant shortForm(String text, Instant now) {
    Matcher matcher = SHORT.matcher(text.toLowerCase(Locale.ROOT));
    if (!matcher.matches()) {
      throw new DateTimeException("not a number and a unit");
    }
    long amount = Long.parseLong(matcher.group(1));
    return now.plus(
        switch (matcher.group(2)) {
          case "d" -> Duration.ofDays(amount);
          case "h" -> Duration.ofHours(amount);
          default -> Duration.ofMinutes(amount);
        });
  }

  private static Optional<Instant> attempt(Function<String, Instant> form, String text) {
    try {
      return Optional.of(form.apply(text));
    } catch (DateTimeException | ArithmeticException otherForm) {
      return Optional.empty();
    }
  }
}
