package dev.usher.scim.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;

/**
 * One change of a resource. Values are canonical ({@link dev.usher.scim.resource.ValueReader}) and
 * never JSON null: what clears has become {@link Remove}. The object of a single-valued complex
 * attribute may hold nulls, each of which clears a sub-attribute. Values are not to be changed.
 */
public sealed interface PatchOperation {

  /** Adds values to a set, or writes an attribute (RFC 7644 §3.5.2.1). */
  record Add(Target.Attributes target, JsonNode value) implements PatchOperation {}

  /** Writes an attribute instead of what it was (RFC 7644 §3.5.2.3). */
  record Replace(Target.Attributes target, JsonNode value) implements PatchOperation {}

  /** Takes everything away at the target (RFC 7644 §3.5.2.2). */
  record Remove(Target target) implements PatchOperation {}

  /**
   * Takes the listed elements out of a multi-valued attribute; those that are not there are passed
   * over. Beyond the RFC, but what Entra ID and JumpCloud send for members.
   *
   * @param target a multi-valued attribute, without condition and sub-attribute
   * @param values may be empty, and then takes nothing away
   */
  record RemoveValues(Target.Attributes target, ArrayNode values) implements PatchOperation {}

  /**
   * Changes nothing; holds only for the resource of that id. Comes from an {@code id} in a value
   * without path when the account is strict.
   */
  record ExpectId(String id) implements PatchOperation {}
}
