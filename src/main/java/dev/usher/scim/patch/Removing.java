package dev.usher.scim.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.usher.scim.error.ScimException;
import dev.usher.scim.filter.ElementMatcher;
import dev.usher.scim.resource.Documents;
import dev.usher.scim.resource.MultiValues;
import dev.usher.scim.schema.Attribute;
import dev.usher.scim.schema.AttributePath;
import dev.usher.scim.schema.Mutability;
import dev.usher.scim.schema.Schema;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Remove at one target of a document. What is not there is removed already. */
final class Removing {

  private Removing() {}

  static void remove(ObjectNode document, Target target, boolean strict) {
    if (target instanceof Target.Block block) {
      removeBlock(document, block.schema());
      return;
    }
    Target.Attributes attributes = (Target.Attributes) target;
    AttributePath path = attributes.path();
    Optional<ObjectNode> holder = Documents.holder(document, path);
    JsonNode there =
        holder.map(h -> h.path(path.attribute().name())).orElse(document.missingNode());
    List<JsonNode> chosen =
        Elements.of(there).stream()
            .filter(e -> attributes.condition().map(c -> ElementMatcher.matches(c, e)).orElse(true))
            .toList();
    if (strict && attributes.condition().isPresent() && chosen.isEmpty()) {
      throw ScimException.noTarget("Nothing in the resource matches the path " + target + ".");
    }
    if (holder.isEmpty()) {
      return;
    }
    if (path.subAttribute().isPresent()) {
      chosen = withoutSub(chosen, path.leaf());
      takeOut(holder.get(), path.attribute(), chosen);
    } else if (attributes.condition().isPresent()) {
      takeOut(holder.get(), path.attribute(), chosen);
    } else {
      holder.get().remove(path.attribute().name());
    }
  }

  static void removeValues(ObjectNode document, Target.Attributes target, ArrayNode values) {
    Attribute attribute = target.path().attribute();
    Documents.holder(document, target.path())
        .ifPresent(
            holder -> {
              if (holder.get(attribute.name()) instanceof ArrayNode set) {
                takeOut(holder, attribute, MultiValues.named(attribute, set, values));
              }
            });
  }

  /** An extension's block goes, but for what only the server writes in it. */
  private static void removeBlock(ObjectNode document, Schema schema) {
    if (document.get(schema.urn()) instanceof ObjectNode block) {
      schema.attributes().stream()
          .filter(a -> a.mutability() != Mutability.READ_ONLY)
          .forEach(a -> block.remove(a.name()));
    }
  }

  /**
   * Takes a sub-attribute from elements and tells which of them then stand for nothing: those that
   * lost their {@code value}, or the last that they had.
   */
  private static List<JsonNode> withoutSub(List<JsonNode> elements, Attribute sub) {
    return elements.stream()
        .filter(
            e -> {
              boolean had = ((ObjectNode) e).remove(sub.name()) != null;
              return e.isEmpty() || (had && sub.name().equals("value"));
            })
        .toList();
  }

  private static void takeOut(ObjectNode holder, Attribute attribute, List<JsonNode> elements) {
    JsonNode there = holder.path(attribute.name());
    Set<JsonNode> gone = Collections.newSetFromMap(new IdentityHashMap<>());
    gone.addAll(elements);
    if (there instanceof ArrayNode set) {
      set.removeIf(gone::contains);
    } else if (gone.contains(there)) {
      holder.remove(attribute.name());
    }
  }
}
