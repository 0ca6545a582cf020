package dev.usher.scim.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.usher.scim.error.ScimException;
import dev.usher.scim.schema.Attribute;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The elements of a multi-valued attribute as a set (RFC 7643 §2.4). Two elements are the same when
 * {@code type} and {@code value} are, minding case as the schema says; elements without {@code
 * value}, such as addresses, when everything but {@code primary} is. The same element twice becomes
 * one, at the place of the first, on which the later one has written what it says; a simple value
 * keeps its first spelling. At most one element is primary: the last that claimed it; from the
 * others it is taken.
 */
public final class MultiValues {
  private static final String VALUE = "value";
  private static final String TYPE = "type";
  private static final String PRIMARY = "primary";

  /**
   * The most elements of an attribute other than {@code members}: a PATCH compares what it adds
   * with what is there.
   */
  public static final int MAX_ELEMENTS = 1_000;

  private static final String MEMBERS = "members";

  private MultiValues() {}

  /**
   * The elements as a set, in new nodes.
   *
   * @throws ScimException 400 {@code invalidValue} for more than {@link #MAX_ELEMENTS}
   */
  public static ArrayNode fold(Attribute attribute, Iterable<JsonNode> elements) {
    Map<Object, JsonNode> set = new LinkedHashMap<>();
    JsonNode primary = null;
    int count = 0;
    for (JsonNode element : elements) {
      limit(attribute, ++count);
      Object key = key(attribute, element);
      JsonNode kept = set.get(key);
      if (kept == null) {
        kept = element.deepCopy();
        set.put(key, kept);
      } else if (kept instanceof ObjectNode object) {
        object.setAll((ObjectNode) element.deepCopy());
      }
      if (isPrimary(element)) {
        primary = kept;
      }
    }
    ArrayNode folded = JsonNodeFactory.instance.arrayNode().addAll(set.values());
    demoteOthers(folded, primary);
    return folded;
  }

  /**
   * Puts elements into a set, in place. One of which everything is there already changes nothing
   * (RFC 7644 §3.5.2.1), also when the one that is there says more.
   *
   * @throws ScimException 400 {@code invalidValue} when the set comes to more than {@link
   *     #MAX_ELEMENTS}
   */
  public static void add(Attribute attribute, ArrayNode set, Iterable<JsonNode> added) {
    Map<Object, List<JsonNode>> byValue = byValue(attribute, set);
    for (JsonNode element : added) {
      List<JsonNode> alike =
          byValue.computeIfAbsent(valueKey(attribute, element), k -> new ArrayList<>());
      JsonNode target = find(attribute, alike, element).orElse(null);
      if (target == null) {
        limit(attribute, set.size() + 1);
        target = element.deepCopy();
        set.add(target);
        alike.add(target);
      } else if (target instanceof ObjectNode object && !covers(attribute, object, element)) {
        object.setAll((ObjectNode) element.deepCopy());
      }
      if (isPrimary(element)) {
        demoteOthers(set, target);
      }
    }
  }

  /**
   * Refuses a number of elements before work is done on them.
   *
   * @throws ScimException 400 {@code invalidValue} for more than {@link #MAX_ELEMENTS}
   */
  static void limit(Attribute attribute, int elements) {
    if (elements > MAX_ELEMENTS && !attribute.name().equals(MEMBERS)) {
      throw ScimException.invalidValue(
          "%s has more than %,d values.".formatted(attribute.name(), MAX_ELEMENTS));
    }
  }

  /**
   * The elements of a set that a client means by those it names: of equal value and type, or, where
   * there is none, of equal value; without a value, equal ones.
   *
   * @return elements of the set, themselves, in no particular order
   */
  public static List<JsonNode> named(Attribute attribute, ArrayNode set, Iterable<JsonNode> names) {
    Map<Object, List<JsonNode>> byValue = byValue(attribute, set);
    List<JsonNode> named = new ArrayList<>();
    for (JsonNode name : names) {
      List<JsonNode> alike = byValue.getOrDefault(valueKey(attribute, name), List.of());
      JsonNode type = name.path(TYPE);
      List<JsonNode> exact =
          alike.stream()
              .filter(
                  e ->
                      comparable(attribute, TYPE, e.path(TYPE))
                          .equals(comparable(attribute, TYPE, type)))
              .toList();
      named.addAll(exact.isEmpty() ? alike : exact);
    }
    return named;
  }

  /** Takes {@code primary} from every element but that one; from none when it is null. */
  public static void demoteOthers(ArrayNode set, JsonNode winner) {
    if (winner == null) {
      return;
    }
    for (JsonNode element : set) {
      if (element != winner && isPrimary(element)) {
        ((ObjectNode) element).put(PRIMARY, false);
      }
    }
  }

  /** Whether the element claims to be the primary one. */
  public static boolean isPrimary(JsonNode element) {
    return element.path(PRIMARY).asBoolean(false);
  }

  private static Map<Object, List<JsonNode>> byValue(Attribute attribute, ArrayNode set) {
    Map<Object, List<JsonNode>> byValue = new HashMap<>();
    for (JsonNode element : set) {
      byValue.computeIfAbsent(valueKey(attribute, element), k -> new ArrayList<>()).add(element);
    }
    return byValue;
  }

  private static Optional<JsonNode> find(
      Attribute attribute, List<JsonNode> alike, JsonNode element) {
    Object key = key(attribute, element);
    Optional<JsonNode> same = alike.stream().filter(e -> key(attribute, e).equals(key)).findFirst();
    return same.isPresent()
        ? same
        : alike.stream().filter(e -> covers(attribute, e, element)).findFirst();
  }

  /** Whether everything that the one says is said by the other; an absent primary is false. */
  private static boolean covers(Attribute attribute, JsonNode element, JsonNode said) {
    if (!(said instanceof ObjectNode object)) {
      return key(attribute, element).equals(key(attribute, said));
    }
    for (var member : object.properties()) {
      JsonNode there = element.get(member.getKey());
      boolean falsePrimary = member.getKey().equals(PRIMARY) && !isPrimary(object);
      boolean equal =
          falsePrimary
              ? !isPrimary(element)
              : there != null
                  && comparable(attribute, member.getKey(), there)
                      .equals(comparable(attribute, member.getKey(), member.getValue()));
      if (!equal) {
        return false;
      }
    }
    return true;
  }

  private static Object valueKey(Attribute attribute, JsonNode element) {
    JsonNode value = element.path(VALUE);
    return value.isMissingNode() ? key(attribute, element) : comparable(attribute, VALUE, value);
  }

  private static Object key(Attribute attribute, JsonNode element) {
    if (!(element instanceof ObjectNode object)) {
      return comparable(attribute.caseExact(), element);
    }
    JsonNode value = object.get(VALUE);
    if (value != null) {
      JsonNode type = object.path(TYPE);
      return new ValueAndType(
          comparable(attribute, VALUE, value), comparable(attribute, TYPE, type));
    }
    Map<String, Object> key = new TreeMap<>();
    for (var member : object.properties()) {
      String name = member.getKey();
      if (!name.equals(PRIMARY)) {
        key.put(name, comparable(attribute, name, member.getValue()));
      }
    }
    return key;
  }

  private record ValueAndType(Object value, Object type) {}

  private static Object comparable(Attribute attribute, String sub, JsonNode value) {
    boolean caseExact = attribute.subAttribute(sub).map(Attribute::caseExact).orElse(true);
    return comparable(caseExact, value);
  }

  private static Object comparable(boolean caseExact, JsonNode value) {
    return value.isTextual() && !caseExact
        ? value.textValue().toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT)
        : value;
  }
}
