package dev.usher.scim.filter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.usher.scim.schema.Attribute;
import dev.usher.scim.schema.AttributePath;
import dev.usher.scim.schema.AttributeType;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Asks a bound condition of one element in memory: the value paths of PATCH (RFC 7644 §3.5.2).
 * Strings compare as in the database, by the sub-attribute's caseExact and in NFC.
 */
public final class ElementMatcher {

  private ElementMatcher() {}

  /**
   * Whether the element fulfils the condition.
   *
   * @param condition from {@link PredicateBinder#bindElement}
   * @param element an object; a plain value counts as its {@code value}
   */
  public static boolean matches(Predicate condition, JsonNode element) {
    if (condition instanceof Predicate.And and) {
      return and.parts().stream().allMatch(part -> matches(part, element));
    }
    if (condition instanceof Predicate.Or or) {
      return or.parts().stream().anyMatch(part -> matches(part, element));
    }
    if (condition instanceof Predicate.Not not) {
      return !matches(not.part(), element);
    }
    if (condition instanceof Predicate.Element nested) {
      return matches(nested.condition(), element);
    }
    if (condition instanceof Predicate.Present present) {
      return value(element, present.path()).filter(ElementMatcher::isPresent).isPresent();
    }
    Predicate.Compare compare = (Predicate.Compare) condition;
    return value(element, compare.path()).filter(v -> compares(compare, v)).isPresent();
  }

  /**
   * The element that a condition describes, when it is only {@code eq} terms joined by {@code and}:
   * what PATCH creates when nothing matches.
   *
   * @return empty for any other condition, for terms that contradict each other, and for an
   *     attribute that is not complex
   */
  public static Optional<ObjectNode> template(Predicate condition) {
    List<Predicate> terms =
        condition instanceof Predicate.And and ? and.parts() : List.of(condition);
    ObjectNode element = JsonNodeFactory.instance.objectNode();
    for (Predicate term : terms) {
      if (!(term instanceof Predicate.Compare compare)
          || compare.operator() != Operator.EQ
          || compare.path().subAttribute().isEmpty()) {
        return Optional.empty();
      }
      String name = compare.path().leaf().name();
      if (!element.has(name)) {
        element.set(name, json(compare));
      }
    }
    return element.isEmpty() || !matches(condition, element)
        ? Optional.empty()
        : Optional.of(element);
  }

  private static JsonNode json(Predicate.Compare compare) {
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    if (compare.value() instanceof Boolean bool) {
      return nodes.booleanNode(bool);
    }
    if (compare.value() instanceof BigDecimal number) {
      boolean whole = compare.path().leaf().type() == AttributeType.INTEGER && isWhole(number);
      return whole ? nodes.numberNode(number.toBigInteger()) : nodes.numberNode(number);
    }
    return nodes.textNode(compare.value().toString());
  }

  private static boolean isWhole(BigDecimal number) {
    return number.signum() == 0 || number.stripTrailingZeros().scale() <= 0;
  }

  private static Optional<JsonNode> value(JsonNode element, AttributePath path) {
    if (!element.isObject()) {
      boolean isValue =
          path.subAttribute().map(sub -> sub.name().equalsIgnoreCase("value")).orElse(true);
      return isValue && element.isValueNode() ? Optional.of(element) : Optional.empty();
    }
    String name = path.subAttribute().map(Attribute::name).orElse("value");
    JsonNode exact = element.get(name);
    if (exact != null) {
      return Optional.of(exact);
    }
    return element.properties().stream()
        .filter(field -> field.getKey().equalsIgnoreCase(name))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  private static boolean isPresent(JsonNode value) {
    return !value.isNull()
        && !(value.isContainerNode() && value.isEmpty())
        && !(value.isTextual() && value.textValue().isEmpty());
  }

  private static boolean compares(Predicate.Compare compare, JsonNode stored) {
    if (!stored.isValueNode() || stored.isNull()) {
      return false;
    }
    String text = stored.asText();
    Object wanted = compare.value();
    Operator operator = compare.operator();
    if (wanted instanceof Boolean bool) {
      return LiteralTypes.bool(text).filter(bool::equals).isPresent();
    }
    if (wanted instanceof BigDecimal number) {
      return LiteralTypes.number(text).filter(n -> ordered(operator, n, number)).isPresent();
    }
    if (wanted instanceof Instant instant) {
      return LiteralTypes.instant(text).filter(t -> ordered(operator, t, instant)).isPresent();
    }
    boolean caseExact = compare.path().leaf().caseExact();
    return strings(operator, comparable(text, caseExact), comparable(wanted.toString(), caseExact));
  }

  private static boolean strings(Operator operator, String stored, String wanted) {
    return switch (operator) {
      case CO -> stored.contains(wanted);
      case SW -> stored.startsWith(wanted);
      case EW -> stored.endsWith(wanted);
      default -> ordered(operator, stored, wanted);
    };
  }

  private static <T extends Comparable<T>> boolean ordered(Operator operator, T stored, T wanted) {
    int order = stored.compareTo(wanted);
    return switch (operator) {
      case EQ -> order == 0;
      case GT -> order > 0;
      case GE -> order >= 0;
      case LT -> order < 0;
      case LE -> order <= 0;
      case CO, SW, EW -> false;
    };
  }

  /** Upper case first: that is what makes ß and SS, or the two sigmas, one. */
  private static String comparable(String text, boolean caseExact) {
    String normalized = LiteralTypes.normalized(text);
    return caseExact
        ? normalized
        : LiteralTypes.normalized(
            normalized.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT).replace('ς', 'σ'));
  }
}
