package dev.usher.scim.filter;

import dev.usher.scim.error.ScimException;
import dev.usher.scim.filter.Filter.Literal;
import dev.usher.scim.schema.AttributePath;
import dev.usher.scim.schema.AttributeType;
import java.math.BigDecimal;
import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.Optional;

/** Gives a filter's values the types of the attributes they are compared with (RFC 7643 §2.3). */
final class LiteralTypes {
  /** Longer numbers, and larger exponents, are no value of any attribute. */
  private static final int MAX_NUMBER = 100;

  private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999999Z");
  private static final DateTimeFormatter DATE_TIME =
      new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
          .optionalStart()
          .appendOffset("+HH:MM", "Z")
          .optionalEnd()
          .optionalStart()
          .appendOffset("+HHMM", "Z")
          .optionalEnd()
          .toFormatter(Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);

  private LiteralTypes() {}

  /**
   * The value as {@link Predicate.Compare} wants it.
   *
   * @param path to a leaf that is not complex
   * @throws ScimException 400 {@code invalidFilter} when operator or value do not fit the type
   */
  static Object typed(AttributePath path, Operator operator, Literal literal) {
    if (literal.kind() == Literal.Kind.NULL) {
      throw refuse(path, operator, "null has no order and no parts, use eq or ne");
    }
    AttributeType type = path.leaf().type();
    if (type == AttributeType.BOOLEAN || (type == AttributeType.BINARY && !isPart(operator))) {
      requireEquality(path, operator);
    }
    return switch (type) {
      case BOOLEAN ->
          bool(literal.text())
              .orElseThrow(() -> refuse(path, operator, "the value is true or false"));
      case INTEGER, DECIMAL -> number(path, operator, literal);
      case DATE_TIME ->
          isPart(operator) ? text(path, operator, literal) : instant(path, operator, literal);
      default -> text(path, operator, literal);
    };
  }

  /** {@code true} or {@code false} in any case. */
  static Optional<Boolean> bool(String text) {
    if (text.equalsIgnoreCase("true")) {
      return Optional.of(Boolean.TRUE);
    }
    return text.equalsIgnoreCase("false") ? Optional.of(Boolean.FALSE) : Optional.empty();
  }

  /** A number that is small enough to calculate with. */
  static Optional<BigDecimal> number(String text) {
    if (text.length() > MAX_NUMBER) {
      return Optional.empty();
    }
    try {
      BigDecimal number = new BigDecimal(text);
      return Math.abs((long) number.scale()) > MAX_NUMBER ? Optional.empty() : Optional.of(number);
    } catch (NumberFormatException notANumber) {
      return Optional.empty();
    }
  }

  /** An ISO 8601 date and time of the years 1 to 9999; without an offset it is UTC. */
  static Optional<Instant> instant(String text) {
    try {
      TemporalAccessor parsed =
          DATE_TIME.parseBest(text, OffsetDateTime::from, LocalDateTime::from);
      Instant instant =
          parsed instanceof OffsetDateTime withOffset
              ? withOffset.toInstant()
              : ((LocalDateTime) parsed).toInstant(ZoneOffset.UTC);
      boolean inRange = !instant.isBefore(FIRST) && !instant.isAfter(LAST);
      return inRange ? Optional.of(instant) : Optional.empty();
    } catch (DateTimeException notATime) {
      return Optional.empty();
    }
  }

  /** The form in which strings are stored and compared. */
  static String normalized(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFC);
  }

  private static BigDecimal number(AttributePath path, Operator operator, Literal literal) {
    if (isPart(operator)) {
      throw refuse(path, operator, "a number has no parts");
    }
    return number(literal.text())
        .orElseThrow(() -> refuse(path, operator, "the value is a number"));
  }

  private static Instant instant(AttributePath path, Operator operator, Literal literal) {
    return instant(literal.text())
        .orElseThrow(() -> refuse(path, operator, "the value is a time like 2026-01-31T08:00:00Z"));
  }

  private static String text(AttributePath path, Operator operator, Literal literal) {
    boolean storable =
        literal.text().codePoints().allMatch(c -> c == '\t' || c == '\n' || isStorable(c));
    if (!storable) {
      throw refuse(path, operator, "the value has control characters or broken surrogates");
    }
    return normalized(literal.text());
  }

  private static boolean isStorable(int codePoint) {
    int type = Character.getType(codePoint);
    return type != Character.CONTROL && type != Character.SURROGATE;
  }

  private static void requireEquality(AttributePath path, Operator operator) {
    if (operator != Operator.EQ) {
      String type = path.leaf().type().wireName();
      throw refuse(path, operator, "a " + type + " compares with eq, ne and pr");
    }
  }

  private static boolean isPart(Operator operator) {
    return operator == Operator.CO || operator == Operator.SW || operator == Operator.EW;
  }

  private static ScimException refuse(AttributePath path, Operator operator, String why) {
    String name = operator.name().toLowerCase(Locale.ROOT);
    return ScimException.invalidFilter(
        "The filter cannot compare " + path + " so (" + name + "): " + why + ".");
  }
}
