package dev.usher.testing;

import dev.usher.scim.filter.Predicate;
import dev.usher.scim.schema.AttributePath;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** Writes a predicate as the filter that means it (RFC 7644 §3.4.2.2). */
public final class FilterText {
  private static final String EVERYBODY = "id pr";

  private FilterText() {}

  /** The text, not yet percent-encoded. */
  public static String of(Predicate predicate) {
    return text(predicate, false);
  }

  private static String text(Predicate predicate, boolean within) {
    if (predicate instanceof Predicate.And and) {
      return joined(and.parts(), " and ", EVERYBODY, within);
    } else if (predicate instanceof Predicate.Or or) {
      return joined(or.parts(), " or ", "not (" + EVERYBODY + ")", within);
    } else if (predicate instanceof Predicate.Not not) {
      return "not (" + text(not.part(), within) + ")";
    } else if (predicate instanceof Predicate.Element element) {
      return element.attribute() + "[" + text(element.condition(), true) + "]";
    } else if (predicate instanceof Predicate.Present present) {
      return name(present.path(), within) + " pr";
    }
    Predicate.Compare compare = (Predicate.Compare) predicate;
    return "%s %s %s"
        .formatted(
            name(compare.path(), within),
            compare.operator().name().toLowerCase(Locale.ROOT),
            value(compare.value()));
  }

  private static String joined(
      List<Predicate> parts, String word, String whenNone, boolean within) {
    return parts.isEmpty()
        ? whenNone
        : String.join(word, parts.stream().map(part -> "(" + text(part, within) + ")").toList());
  }

  private static String name(AttributePath path, boolean within) {
    return within ? path.leaf().name() : path.toString();
  }

  private static String value(Object value) {
    return value instanceof String || value instanceof Instant
        ? ScimClient.quote(value.toString())
        : value.toString();
  }
}
