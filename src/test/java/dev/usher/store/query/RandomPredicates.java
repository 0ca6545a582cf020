package dev.usher.store.query;

import com.fasterxml.jackson.databind.JsonNode;
import dev.usher.scim.filter.Operator;
import dev.usher.scim.filter.Predicate;
import dev.usher.scim.schema.Attribute;
import dev.usher.scim.schema.AttributePath;
import dev.usher.scim.schema.AttributeType;
import dev.usher.scim.schema.ResourceTypes;
import dev.usher.scim.schema.Returned;
import dev.usher.scim.schema.Schema;
import dev.usher.scim.schema.UsherUserSchema;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Filters over every filterable attribute of users, often about values that somebody has. */
public final class RandomPredicates {
  private static final List<Operator> PARTS = List.of(Operator.CO, Operator.SW, Operator.EW);

  private final Random random;
  private final RandomPeople words;
  private final List<JsonNode> documents;
  private final List<AttributePath> leaves = leaves();

  public RandomPredicates(Random random, List<JsonNode> documents) {
    this.random = random;
    this.words = new RandomPeople(random);
    this.documents = documents;
  }

  /** Every attribute that a filter may name, down to sub-attributes, without complex ones. */
  public static List<AttributePath> leaves() {
    List<AttributePath> leaves = new ArrayList<>();
    for (Schema schema : ResourceTypes.USER.schemas().toList()) {
      for (Attribute attribute : schema.attributes()) {
        AttributePath path =
            new AttributePath(
                schema, ResourceTypes.USER.isExtension(schema), attribute, Optional.empty());
        if (attribute.complex()) {
          attribute.subAttributes().stream()
              // a link is a secret, not to be asked for
              .filter(sub -> sub.returned() != Returned.REQUEST)
              .forEach(sub -> leaves.add(path.withSub(sub)));
        } else if (attribute.returned() != Returned.NEVER) {
          leaves.add(path);
        }
      }
    }
    return leaves;
  }

  /** A filter of at most so many levels. */
  public Predicate predicate(int depth) {
    int kind = depth == 0 ? 0 : random.nextInt(8);
    return switch (kind) {
      case 1 -> new Predicate.And(several(depth - 1));
      case 2 -> new Predicate.Or(several(depth - 1));
      case 3, 4 -> new Predicate.Not(predicate(depth - 1));
      case 5, 6 -> element();
      default -> term(leaves.get(random.nextInt(leaves.size())));
    };
  }

  /** A comparison or a test of presence. */
  public Predicate term(AttributePath path) {
    int kind = random.nextInt(8);
    if (kind == 0) {
      return new Predicate.Present(path);
    }
    if (kind == 1 && path.subAttribute().isPresent()) {
      return new Predicate.Present(path.parent());
    }
    return compare(path);
  }

  private List<Predicate> several(int depth) {
    int count = random.nextInt(4);
    List<Predicate> parts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      parts.add(predicate(depth));
    }
    return parts;
  }

  private Predicate element() {
    List<AttributePath> complex =
        leaves.stream().filter(leaf -> leaf.subAttribute().isPresent()).toList();
    AttributePath attribute = complex.get(random.nextInt(complex.size())).parent();
    return new Predicate.Element(attribute, within(attribute, 2));
  }

  private Predicate within(AttributePath attribute, int depth) {
    List<Attribute> subs = attribute.attribute().subAttributes();
    return switch (depth == 0 ? 0 : random.nextInt(6)) {
      case 1, 2 ->
          new Predicate.And(List.of(within(attribute, depth - 1), within(attribute, depth - 1)));
      case 3 ->
          new Predicate.Or(List.of(within(attribute, depth - 1), within(attribute, depth - 1)));
      case 4 -> new Predicate.Not(within(attribute, depth - 1));
      default -> {
        AttributePath sub = attribute.withSub(subs.get(random.nextInt(subs.size())));
        yield random.nextInt(5) == 0 ? new Predicate.Present(sub) : compare(sub);
      }
    };
  }

  private Predicate compare(AttributePath path) {
    AttributeType type = path.leaf().type();
    if (type == AttributeType.BOOLEAN) {
      return new Predicate.Compare(path, Operator.EQ, random.nextBoolean());
    }
    Operator operator = Operator.values()[random.nextInt(Operator.values().length)];
    if (type == AttributeType.DATE_TIME && !PARTS.contains(operator)) {
      Instant instant = stored(path).map(Instant::parse).orElse(Instant.EPOCH);
      return new Predicate.Compare(path, operator, nudged(instant));
    }
    boolean exact = path.leaf().caseExact();
    boolean ordered = operator != Operator.EQ && !PARTS.contains(operator);
    if (ordered && (type == AttributeType.BINARY || !exact && !ascii(path))) {
      operator = Operator.EQ;
      ordered = false;
    }
    String text = text(path, operator, ordered && !exact);
    return new Predicate.Compare(path, operator, text);
  }

  private Instant nudged(Instant instant) {
    return switch (random.nextInt(6)) {
      case 0 -> instant.plusMillis(1);
      case 1 -> instant.minusNanos(1);
      case 2 -> instant.plusNanos(400_000);
      default -> instant;
    };
  }

  private String text(AttributePath path, Operator operator, boolean ascii) {
    Optional<String> known = random.nextInt(4) == 0 ? Optional.empty() : stored(path);
    String text = known.orElseGet(ascii ? words::printable : words::anything);
    int[] characters = text.codePoints().toArray();
    int cut = random.nextInt(characters.length + 1);
    text =
        switch (operator) {
          case SW -> new String(characters, 0, cut);
          case EW -> new String(characters, cut, characters.length - cut);
          case CO -> new String(characters, cut / 2, cut - cut / 2);
          default -> text;
        };
    return random.nextInt(3) == 0 && !path.leaf().caseExact() ? swapped(text) : text;
  }

  /** The other case of every character that comes back from it. */
  private static String swapped(String text) {
    return text.codePoints()
        .map(c -> Character.isUpperCase(c) ? Character.toLowerCase(c) : Character.toUpperCase(c))
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static boolean ascii(AttributePath path) {
    return RandomPeople.ASCII.contains(path.toString())
        || path.schema().urn().equals(UsherUserSchema.URN);
  }

  /** Some value that some document has there. */
  private Optional<String> stored(AttributePath path) {
    List<String> values = new ArrayList<>();
    for (JsonNode document : documents) {
      JsonNode block = path.extension() ? document.path(path.schema().urn()) : document;
      JsonNode attribute = block.path(path.attribute().name());
      Iterable<JsonNode> elements = attribute.isArray() ? attribute : List.of(attribute);
      for (JsonNode element : elements) {
        JsonNode leaf =
            path.subAttribute().isPresent() ? element.path(path.leaf().name()) : element;
        if (leaf.isTextual()) {
          values.add(leaf.textValue());
        }
      }
    }
    return values.isEmpty()
        ? Optional.empty()
        : Optional.of(values.get(random.nextInt(values.size())));
  }
}
