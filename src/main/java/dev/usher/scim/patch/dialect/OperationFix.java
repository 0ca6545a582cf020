package dev.usher.scim.patch.dialect;

import dev.usher.scim.schema.ResourceType;
import java.util.List;

/** Rewrites one odd way of writing an operation into ordinary operations. */
@FunctionalInterface
public interface OperationFix {

  /**
   * The operations that this one stands for: itself when it is none of this fix's business.
   *
   * @throws dev.usher.scim.error.ScimException 400 when it cannot stand for any
   */
  List<RawOperation> fix(RawOperation operation, ResourceType type);
}
