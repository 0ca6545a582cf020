package dev.usher.testing;

import com.fasterxml.jackson.databind.JsonNode;
import dev.usher.scim.filter.Operator;
import dev.usher.scim.filter.Predicate;
import dev.usher.scim.schema.AttributePath;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * What a filter means, said as plainly as possible over the JSON of a resource: the yardstick for
 * the database's answers. Comparisons that ignore case know letters with simple case mappings;
 * order among such strings is that of the printable ASCII characters only.
 */
public final class ReferenceFilter {

  /** As Unicode's collation element table orders them; letters of either case are one. */
  private static final String ASCII_ORDER =
      " _-,;:!?.'\"()[]{}@*/\\&#%`^+<=>|~$0123456789abcdefghijklmnopqrstuvwxyz";

  private ReferenceFilter() {}

  /** Whether the predicate holds for a resource as a complete answer shows it. */
  public static boolean matches(Predicate predicate, JsonNode userDocument) {
    return holds(predicate, userDocument, Optional.empty());
  }

  private static boolean holds(Predicate predicate, JsonNode resource, Optional<JsonNode> element) {
    if (predicate instanceof Predicate.And and) {
      return and.parts().stream().allMatch(part -> holds(part, resource, element));
    } else if (predicate instanceof Predicate.Or or) {
      return or.parts().stream().anyMatch(part -> holds(part, resource, element));
    } else if (predicate instanceof Predicate.Not not) {
      return !holds(not.part(), resource, element);
    } else if (predicate instanceof Predicate.Element any) {
      return values(any.attribute().parent(), resource, Optional.empty())
          .anyMatch(each -> present(each) && holds(any.condition(), resource, Optional.of(each)));
    } else if (predicate instanceof Predicate.Present present) {
      return values(present.path(), resource, element).anyMatch(ReferenceFilter::present);
    }
    Predicate.Compare compare = (Predicate.Compare) predicate;
    return values(compare.path(), resource, element).anyMatch(each -> compares(compare, each));
  }

  private static Stream<JsonNode> values(
      AttributePath path, JsonNode resource, Optional<JsonNode> element) {
    JsonNode block = path.extension() ? resource.path(path.schema().urn()) : resource;
    Stream<JsonNode> values =
        element.map(Stream::of).orElseGet(() -> each(block.path(path.attribute().name())));
    return path.subAttribute().isEmpty()
        ? values
        : values.flatMap(value -> each(value.path(path.leaf().name())));
  }

  private static Stream<JsonNode> each(JsonNode node) {
    if (node.isMissingNode() || node.isNull()) {
      return Stream.empty();
    }
    return node.isArray() ? StreamSupport.stream(node.spliterator(), false) : Stream.of(node);
  }

  private static boolean present(JsonNode value) {
    return value.isTextual()
        ? !value.textValue().isEmpty()
        : !value.isContainerNode() || !value.isEmpty();
  }

  private static boolean compares(Predicate.Compare compare, JsonNode stored) {
    Object wanted = compare.value();
    if (wanted instanceof Boolean flag) {
      return stored.booleanValue() == flag;
    } else if (wanted instanceof BigDecimal number) {
      return ordered(compare.operator(), stored.decimalValue().compareTo(number));
    } else if (wanted instanceof Instant instant) {
      return ordered(compare.operator(), Instant.parse(stored.textValue()).compareTo(instant));
    }
    boolean isId = compare.path().toString().equals("id") && compare.operator() == Operator.EQ;
    boolean caseExact = compare.path().leaf().caseExact() && !isId;
    String left = caseExact ? stored.textValue() : fold(stored.textValue());
    String right = caseExact ? wanted.toString() : fold(wanted.toString());
    return switch (compare.operator()) {
      case EQ -> left.equals(right) || (isGrant(compare) && grantsEverywhere(left, right));
      case CO -> left.contains(right);
      case SW -> left.startsWith(right);
      case EW -> left.endsWith(right);
      case GT, GE, LT, LE -> ordered(compare.operator(), order(left, right, caseExact));
    };
  }

  private static boolean isGrant(Predicate.Compare compare) {
    return compare.path().leaf().name().equals("effectiveProjectRoles");
  }

  /** Who has a role on all projects has it on each. */
  private static boolean grantsEverywhere(String held, String wanted) {
    int colon = wanted.indexOf(':');
    return colon > 0 && held.equals("all" + wanted.substring(colon));
  }

  private static boolean ordered(Operator operator, int order) {
    return switch (operator) {
      case EQ -> order == 0;
      case GT -> order > 0;
      case GE -> order >= 0;
      case LT -> order < 0;
      case LE -> order <= 0;
      case CO, SW, EW -> throw new IllegalArgumentException("no order: " + operator);
    };
  }

  /** The order of two strings; where case is ignored, only of printable ASCII. */
  static int order(String left, String right, boolean caseExact) {
    return caseExact
        ? Arrays.compare(left.codePoints().toArray(), right.codePoints().toArray())
        : Arrays.compare(weights(fold(left)), weights(fold(right)));
  }

  /** The case of each character ignored, one by one. */
  private static String fold(String text) {
    return text.codePoints()
        .map(c -> Character.toLowerCase(Character.toUpperCase(c)))
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static int[] weights(String text) {
    int[] weights = text.chars().map(ASCII_ORDER::indexOf).toArray();
    if (Arrays.stream(weights).anyMatch(weight -> weight < 0)) {
      throw new IllegalArgumentException("the order of this is unknown here: " + text);
    }
    return weights;
  }
}
