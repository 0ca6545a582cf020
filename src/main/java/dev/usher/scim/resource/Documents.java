package dev.usher.scim.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.usher.scim.schema.AttributePath;
import java.util.Optional;

/** Where attributes live in a canonical document. */
public final class Documents {

  private Documents() {}

  /**
   * The object that holds the path's attribute, the root or an extension's block, made when there
   * is none.
   */
  public static ObjectNode open(ObjectNode document, AttributePath path) {
    if (!path.extension()) {
      return document;
    }
    String urn = path.schema().urn();
    return document.get(urn) instanceof ObjectNode block ? block : document.putObject(urn);
  }

  /** The object that holds the path's attribute; empty when its extension has no block. */
  public static Optional<ObjectNode> holder(ObjectNode document, AttributePath path) {
    if (!path.extension()) {
      return Optional.of(document);
    }
    return document.get(path.schema().urn()) instanceof ObjectNode block
        ? Optional.of(block)
        : Optional.empty();
  }

  /**
   * The document without explicit nulls, at the root and in extension blocks, and without blocks
   * that hold nothing: what a POST stores. A new object, whose values are the document's own.
   */
  public static ObjectNode strip(ObjectNode document) {
    ObjectNode stripped = JsonNodeFactory.instance.objectNode();
    for (var member : document.properties()) {
      JsonNode value = member.getValue();
      boolean block = value.isObject() && member.getKey().startsWith("urn:");
      JsonNode kept = block ? pruned((ObjectNode) value) : value;
      if (!kept.isNull()) {
        stripped.set(member.getKey(), kept);
      }
    }
    return stripped;
  }

  /** A copy without null members; JSON null when none are left. */
  static JsonNode pruned(ObjectNode object) {
    ObjectNode pruned = JsonNodeFactory.instance.objectNode();
    for (var member : object.properties()) {
      if (!member.getValue().isNull()) {
        pruned.set(member.getKey(), member.getValue().deepCopy());
      }
    }
    return pruned.isEmpty() ? NullNode.getInstance() : pruned;
  }
}
