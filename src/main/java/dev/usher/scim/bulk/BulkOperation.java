package dev.usher.scim.bulk;

import com.fasterxml.jackson.databind.JsonNode;
import dev.usher.scim.error.ScimException;
import java.util.Optional;

/** One of the operations of a Bulk, each a request of its own (RFC 7644 §3.7). */
public sealed interface BulkOperation {

  /** The method as its result repeats it; empty when none was given. */
  Optional<String> methodName();

  /** What the client calls the operation and, when it is a POST, the resource that it creates. */
  Optional<String> bulkId();

  /** What it is about; empty when that could not be read. */
  Optional<BulkPath> path();

  /** Whether it would create something. */
  default boolean isPost() {
    return methodName().filter(BulkMethod.POST.name()::equals).isPresent();
  }

  /**
   * One that can be run.
   *
   * @param method what to do
   * @param version as in {@code If-Match}
   * @param data the body; missing for a DELETE
   */
  record Wellformed(
      BulkMethod method,
      Optional<String> bulkId,
      BulkPath target,
      Optional<String> version,
      JsonNode data)
      implements BulkOperation {
    @Override
    public Optional<String> methodName() {
      return Optional.of(method.name());
    }

    @Override
    public Optional<BulkPath> path() {
      return Optional.of(target);
    }
  }

  /** One that fails, alone, for what is wrong with it. */
  record Malformed(
      Optional<String> methodName,
      Optional<String> bulkId,
      Optional<BulkPath> path,
      ScimException reason)
      implements BulkOperation {}
}
