package dev.usher.scim.patch.dialect;

import dev.usher.scim.schema.ResourceType;
import java.util.List;

/**
 * The core schema as the path, which addresses the resource itself:
 *
 * <pre>{@code
 * {"op": "add", "path": "urn:ietf:params:scim:schemas:core:2.0:User", "value": {"title": "Dr"}}
 * }</pre>
 */
final class CoreUrnAsPath implements OperationFix {

  @Override
  public List<RawOperation> fix(RawOperation operation, ResourceType type) {
    boolean core = operation.path().filter(p -> type.core().isNamed(p.trim())).isPresent();
    return List.of(core ? operation.withoutPath() : operation);
  }
}
