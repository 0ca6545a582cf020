package dev.usher.scim.resource.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import dev.usher.scim.schema.AttributePath;

/** Rewrites one odd way of writing an attribute's value into the ordinary one. */
@FunctionalInterface
public interface ValueFix {

  /**
   * The value as the schema would have it written, or the same value when it is none of this fix's
   * business. Never changes the given node.
   *
   * @param path the attribute or sub-attribute that the value is for
   * @param value as the client sent it, or as an earlier fix left it
   */
  JsonNode fix(AttributePath path, JsonNode value);
}
