package dev.usher.scim.patch;

import dev.usher.scim.filter.Predicate;
import dev.usher.scim.schema.AttributePath;
import dev.usher.scim.schema.Schema;
import java.util.Optional;

/** What an operation is about (RFC 7644 §3.5.2, {@code path}). */
public sealed interface Target {

  /**
   * An attribute, a sub-attribute, or those elements of an attribute that fulfil a condition.
   *
   * @param path never readOnly
   * @param condition what stands in brackets; empty without them
   */
  record Attributes(AttributePath path, Optional<Predicate> condition) implements Target {
    @Override
    public String toString() {
      String brackets = condition.isPresent() ? "[…]" : "";
      String sub = path.subAttribute().map(s -> "." + s.name()).orElse("");
      return path.parent() + brackets + sub;
    }
  }

  /** Everything that a client may write in an extension's block. */
  record Block(Schema schema) implements Target {
    @Override
    public String toString() {
      return schema.urn();
    }
  }
}
