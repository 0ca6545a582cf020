package dev.usher.scim.patch.dialect;

import dev.usher.scim.schema.ResourceType;
import java.util.List;

/** The fixes for operations, in the order in which they work. */
public final class OperationFixes {
  public static final List<OperationFix> IN_ORDER =
      List.of(new BlankPath(), new CoreUrnAsPath(), new ValueWithoutPath(), new ExtensionAsPath());

  private OperationFixes() {}

  /** The operations, each with a path unless it is a remove, that the given one stands for. */
  public static List<RawOperation> apply(RawOperation operation, ResourceType type) {
    List<RawOperation> fixed = List.of(operation);
    for (OperationFix fix : IN_ORDER) {
      fixed = fixed.stream().flatMap(o -> fix.fix(o, type).stream()).toList();
    }
    return fixed;
  }
}
