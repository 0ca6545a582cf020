package dev.usher.scim.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.usher.scim.resource.Documents;
import dev.usher.scim.resource.JsonArrays;
import dev.usher.scim.resource.MultiValues;
import dev.usher.scim.schema.Attribute;
import java.util.List;

/** Add and replace at one target of a document. */
final class Writing {
  private static final String VALUE = "value";

  private final ObjectNode document;
  private final Target.Attributes target;
  private final Attribute attribute;
  private final boolean strict;

  Writing(ObjectNode document, Target.Attributes target, boolean strict) {
    this.document = document;
    this.target = target;
    this.attribute = target.path().attribute();
    this.strict = strict;
  }

  void add(JsonNode value) {
    if (target.condition().isPresent()) {
      new ElementWriting(document, target, strict).add(value);
    } else if (!attribute.multiValued()) {
      single(value);
    } else if (target.path().subAttribute().isPresent()) {
      subOfAll(value, target.path().leaf().name().equals(VALUE));
    } else {
      MultiValues.add(attribute, set(), JsonArrays.list((ArrayNode) value));
    }
  }

  void replace(JsonNode value) {
    if (target.condition().isPresent()) {
      new ElementWriting(document, target, strict).replace(value);
    } else if (!attribute.multiValued()) {
      single(value);
    } else if (target.path().subAttribute().isPresent()) {
      subOfAll(value, false);
    } else {
      holder().set(attribute.name(), value.deepCopy());
    }
  }

  private void single(JsonNode value) {
    if (target.path().subAttribute().isPresent()) {
      merge(document.objectNode().set(target.path().leaf().name(), value));
    } else if (value instanceof ObjectNode object) {
      merge(object);
    } else {
      holder().set(attribute.name(), value);
    }
  }

  /**
   * Writes sub-attributes, clearing those that are null. Another {@code value} makes it another
   * thing, of which the rest that was known ({@code manager.$ref}) is no longer true.
   */
  private void merge(ObjectNode given) {
    ObjectNode merged = document.objectNode();
    boolean sameThing =
        !given.hasNonNull(VALUE)
            || given.get(VALUE).equals(holder().path(attribute.name()).path(VALUE));
    if (sameThing && holder().get(attribute.name()) instanceof ObjectNode there) {
      merged.setAll(there);
    }
    merged.setAll((ObjectNode) given.deepCopy());
    merged.properties().removeIf(member -> member.getValue() instanceof NullNode);
    if (merged.isEmpty()) {
      holder().remove(attribute.name());
    } else {
      holder().set(attribute.name(), merged);
    }
  }

  /** {@code emails.value} without brackets: all elements, or a new one. */
  private void subOfAll(JsonNode value, boolean append) {
    String sub = target.path().leaf().name();
    ArrayNode set = set();
    if (append || set.isEmpty()) {
      ObjectNode element = document.objectNode().set(sub, value);
      MultiValues.add(attribute, set, List.of(element));
    } else {
      set.forEach(element -> ((ObjectNode) element).set(sub, value));
    }
  }

  private ArrayNode set() {
    return holder().get(attribute.name()) instanceof ArrayNode array
        ? array
        : holder().putArray(attribute.name());
  }

  private ObjectNode holder() {
    return Documents.open(document, target.path());
  }
}
