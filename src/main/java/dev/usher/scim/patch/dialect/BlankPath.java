package dev.usher.scim.patch.dialect;

import dev.usher.scim.schema.ResourceType;
import java.util.List;

/**
 * A path that is there and says nothing, as serializers write an unset field:
 *
 * <pre>{@code
 * {"op": "replace", "path": "", "value": {"active": false}}
 * }</pre>
 */
final class BlankPath implements OperationFix {

  @Override
  public List<RawOperation> fix(RawOperation operation, ResourceType type) {
    boolean blank = operation.path().filter(String::isBlank).isPresent();
    return List.of(blank ? operation.withoutPath() : operation);
  }
}
