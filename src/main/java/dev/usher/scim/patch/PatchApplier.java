package dev.usher.scim.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.usher.scim.error.ScimException;
import dev.usher.scim.resource.Documents;
import dev.usher.scim.resource.ResourceRules;
import dev.usher.scim.schema.Attribute;
import dev.usher.scim.schema.Mutability;
import dev.usher.scim.schema.ResourceType;
import dev.usher.scim.schema.Schema;
import java.util.List;

/** Applies the operations of a PATCH to a document: all of them, or none (RFC 7644 §3.5.2). */
public final class PatchApplier {
  /**
   * The most operations at once, one for each attribute named; each may look at every element of a
   * set. Operations on members are not applied here, and have no such limit.
   */
  public static final int MAX_OPERATIONS = 1_000;

  private PatchApplier() {}

  /**
   * The resource after the operations. Only what clients may write differs from before.
   *
   * @param resource a canonical document, with or without readOnly attributes; not changed
   * @param strict whether a value path must match something
   * @return a new document without nulls, equal to the resource when nothing changed
   * @throws ScimException 400 {@code noTarget} when a value path matches nothing and nothing can be
   *     made from it; {@code mutability} when a required attribute is missing afterwards, an
   *     immutable one changed, or an id is another resource's; {@code invalidValue} when the
   *     resource became too large
   */
  public static ObjectNode apply(
      ObjectNode resource, List<PatchOperation> operations, ResourceType type, boolean strict) {
    if (operations.size() > MAX_OPERATIONS) {
      throw ScimException.tooMany(
          "A PATCH may change at most " + MAX_OPERATIONS + " attributes at once.");
    }
    ObjectNode patched = resource.deepCopy();
    operations.forEach(operation -> apply(patched, operation, strict));
    ResourceRules.normalize(patched, type);
    ObjectNode result = Documents.strip(patched);
    ResourceRules.requireAll(result, type, ScimException::mutability);
    ResourceRules.limitSize(result, type);
    type.schemas().forEach(schema -> keepImmutables(resource, result, schema, type));
    return result;
  }

  private static void apply(ObjectNode document, PatchOperation operation, boolean strict) {
    if (operation instanceof PatchOperation.Add add) {
      new Writing(document, add.target(), strict).add(add.value());
    } else if (operation instanceof PatchOperation.Replace replace) {
      new Writing(document, replace.target(), strict).replace(replace.value());
    } else if (operation instanceof PatchOperation.Remove remove) {
      Removing.remove(document, remove.target(), strict);
    } else if (operation instanceof PatchOperation.RemoveValues values) {
      Removing.removeValues(document, values.target(), values.values());
    } else if (operation instanceof PatchOperation.ExpectId expected) {
      String id = document.path("id").asText(expected.id());
      if (!id.equalsIgnoreCase(expected.id())) {
        throw ScimException.mutability("The id in the value is not the id of this resource.");
      }
    }
  }

  /** RFC 7643 §7: an immutable attribute may be set once, and never changed. */
  private static void keepImmutables(
      ObjectNode before, ObjectNode after, Schema schema, ResourceType type) {
    JsonNode was = type.isExtension(schema) ? before.path(schema.urn()) : before;
    JsonNode is = type.isExtension(schema) ? after.path(schema.urn()) : after;
    for (Attribute attribute : schema.attributes()) {
      boolean changed =
          attribute.mutability() == Mutability.IMMUTABLE
              && was.hasNonNull(attribute.name())
              && !was.get(attribute.name()).equals(is.path(attribute.name()));
      if (changed) {
        throw ScimException.mutability(attribute.name() + " cannot be changed once it is set.");
      }
    }
  }
}
