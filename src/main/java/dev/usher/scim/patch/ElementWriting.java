package dev.usher.scim.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.usher.scim.error.ScimException;
import dev.usher.scim.filter.ElementMatcher;
import dev.usher.scim.filter.Predicate;
import dev.usher.scim.resource.Documents;
import dev.usher.scim.resource.IgnoredInput;
import dev.usher.scim.resource.MultiValues;
import dev.usher.scim.resource.ValueReader;
import dev.usher.scim.schema.Attribute;
import dev.usher.scim.schema.AttributePath;
import java.util.List;
import java.util.Optional;

/**
 * Add and replace at the elements that a value path chooses. When it chooses none, one is made from
 * what the path says about it, as Entra ID expects: {@code roles[primary eq "True"].value} is sent
 * to users without any role, and three such operations mean one role.
 */
final class ElementWriting {
  private final ObjectNode document;
  private final Target.Attributes target;
  private final Attribute attribute;
  private final Predicate condition;
  private final boolean strict;

  ElementWriting(ObjectNode document, Target.Attributes target, boolean strict) {
    this.document = document;
    this.target = target;
    this.attribute = target.path().attribute();
    this.condition = target.condition().orElseThrow();
    this.strict = strict;
  }

  void add(JsonNode value) {
    write(value, false);
  }

  void replace(JsonNode value) {
    write(value, true);
  }

  private void write(JsonNode value, boolean whole) {
    if (!attribute.complex()) {
      replaceSimple(value);
      return;
    }
    ObjectNode holder = Documents.open(document, target.path());
    JsonNode there = holder.path(attribute.name());
    List<JsonNode> chosen =
        Elements.of(there).stream().filter(e -> ElementMatcher.matches(condition, e)).toList();
    if (chosen.isEmpty()) {
      chosen = List.of(loneRole(there).orElseGet(() -> create(holder, there)));
    }
    ObjectNode given =
        target.path().subAttribute().isPresent()
            ? document.objectNode().set(target.path().leaf().name(), value)
            : (ObjectNode) value;
    for (JsonNode element : chosen) {
      if (whole && target.path().subAttribute().isEmpty()) {
        ((ObjectNode) element).removeAll();
        template().ifPresent(((ObjectNode) element)::setAll);
      }
      ((ObjectNode) element).setAll((ObjectNode) given.deepCopy());
    }
    JsonNode last = chosen.get(chosen.size() - 1);
    if (MultiValues.isPrimary(last) && holder.get(attribute.name()) instanceof ArrayNode set) {
      MultiValues.demoteOthers(set, last);
    }
  }

  /**
   * The only role of a user, which counts as the primary one to a path that asks for that: Entra ID
   * replaces {@code roles[primary eq "True"].value}, and another role beside the one that was
   * assigned elsewhere would leave the person both.
   */
  private Optional<JsonNode> loneRole(JsonNode there) {
    if (!target.path().parent().toString().equals("roles")
        || there.size() != 1
        || !(there.get(0) instanceof ObjectNode role)
        || role.has("primary")
        || !ElementMatcher.matches(condition, role.deepCopy().put("primary", true))) {
      return Optional.empty();
    }
    return Optional.of(role.put("primary", true));
  }

  private void replaceSimple(JsonNode value) {
    ObjectNode holder = Documents.open(document, target.path());
    List<JsonNode> all = Elements.of(holder.path(attribute.name()));
    if (all.stream().noneMatch(e -> ElementMatcher.matches(condition, e))) {
      throw noTarget();
    }
    ArrayNode replaced = holder.putArray(attribute.name());
    all.forEach(e -> replaced.add(ElementMatcher.matches(condition, e) ? value : e));
  }

  private ObjectNode create(ObjectNode holder, JsonNode there) {
    boolean takenByAnother = !attribute.multiValued() && there.isObject();
    if (strict || takenByAnother || IgnoredInput.members(target.path())) {
      throw noTarget();
    }
    ObjectNode element = template().orElseThrow(this::noTarget);
    if (!attribute.multiValued()) {
      holder.set(attribute.name(), element);
    } else if (there instanceof ArrayNode set) {
      set.add(element);
    } else {
      holder.putArray(attribute.name()).add(element);
    }
    return element;
  }

  /** What the path says about the element, held to the same rules as any value. */
  private Optional<ObjectNode> template() {
    AttributePath path = target.path().parent();
    return ElementMatcher.template(condition)
        .map(said -> new ValueReader(strict).readElement(path, said))
        .filter(JsonNode::isObject)
        .map(ObjectNode.class::cast);
  }

  private ScimException noTarget() {
    return ScimException.noTarget("Nothing in the resource matches the path " + target + ".");
  }
}
