package dev.usher.scim.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.usher.scim.error.ScimException;
import dev.usher.scim.patch.dialect.RawOperation;
import dev.usher.scim.patch.dialect.RawOperation.Kind;
import dev.usher.scim.resource.IgnoredInput;
import dev.usher.scim.resource.UsableMembers;
import dev.usher.scim.resource.ValueReader;
import dev.usher.scim.resource.dialect.NoneClears;
import dev.usher.scim.schema.AttributePath;
import dev.usher.scim.schema.ResourceType;
import java.util.Optional;

/** Gives an operation its meaning: resolves the path and reads the value as the schema has it. */
final class OperationBinder {
  private final boolean strict;
  private final PathParser paths;
  private final ValueReader values;

  OperationBinder(ResourceType type, boolean strict) {
    this.strict = strict;
    this.paths = new PathParser(type, strict);
    this.values = new ValueReader(strict);
  }

  /**
   * The operation, typed.
   *
   * @param raw with a path
   * @return empty when it changes nothing, whatever the resource
   */
  Optional<PatchOperation> bind(RawOperation raw) {
    Optional<Target> target = paths.parse(raw.path().orElseThrow(), raw.implicit());
    if (target.isEmpty()) {
      return Optional.empty();
    }
    if (target.get() instanceof Target.Block block) {
      return block(raw, block);
    }
    Target.Attributes attributes = (Target.Attributes) target.get();
    AttributePath path = attributes.path();
    if (IgnoredInput.thrownAway(path)) {
      return Optional.empty();
    }
    if (IgnoredInput.contains(path)) {
      return unwritable(raw, path);
    }
    return raw.kind() == Kind.REMOVE ? remove(raw, attributes) : write(raw, attributes);
  }

  /** A block whose value is an object has become operations on its attributes before. */
  private static Optional<PatchOperation> block(RawOperation raw, Target.Block block) {
    if (raw.kind() != Kind.REMOVE && !clears(raw.value().orElseThrow())) {
      throw ScimException.invalidValue("The value of " + block + " must be an object.");
    }
    return Optional.of(new PatchOperation.Remove(block));
  }

  private Optional<PatchOperation> unwritable(RawOperation raw, AttributePath path) {
    if (!raw.implicit()) {
      throw ScimException.mutability(path + " cannot be changed by a client.");
    }
    boolean id = strict && path.toString().equals("id");
    return id
        ? Optional.of(new PatchOperation.ExpectId(raw.value().orElseThrow().asText()))
        : Optional.empty();
  }

  private Optional<PatchOperation> remove(RawOperation raw, Target.Attributes target) {
    if (IgnoredInput.neverCleared(target.path())) {
      return Optional.empty();
    }
    boolean wholeSet = target.path().leaf().multiValued() && target.condition().isEmpty();
    Optional<JsonNode> listed = raw.value().filter(v -> wholeSet);
    if (listed.isEmpty()) {
      return Optional.of(new PatchOperation.Remove(target));
    }
    // Nothing, in whatever form, removes nothing: read as "all of them" it would empty a group.
    JsonNode read = values.read(target.path(), listed.get());
    ArrayNode elements =
        read instanceof ArrayNode array ? array : JsonNodeFactory.instance.arrayNode();
    return Optional.of(new PatchOperation.RemoveValues(target, elements));
  }

  private Optional<PatchOperation> write(RawOperation raw, Target.Attributes target) {
    AttributePath path = target.path();
    JsonNode given = raw.value().orElseThrow();
    boolean element = target.condition().isPresent() && path.subAttribute().isEmpty();
    JsonNode value = element ? values.readElement(path, given) : values.read(path, given);
    UsableMembers.require(path, given, value, raw.kind() == Kind.ADD);
    if (!value.isNull()) {
      return Optional.of(
          raw.kind() == Kind.ADD
              ? new PatchOperation.Add(target, value)
              : new PatchOperation.Replace(target, value));
    }
    // Adding no values to a set leaves it as it is; the word "none" says that it shall be empty.
    boolean nothingToAdd =
        raw.kind() == Kind.ADD && path.leaf().multiValued() && !NoneClears.says(path, given);
    return nothingToAdd || IgnoredInput.neverCleared(path)
        ? Optional.empty()
        : Optional.of(new PatchOperation.Remove(target));
  }

  private static boolean clears(JsonNode value) {
    return value.isNull()
        || (value.isArray() && value.isEmpty())
        || (value.isTextual() && value.textValue().isEmpty());
  }
}
