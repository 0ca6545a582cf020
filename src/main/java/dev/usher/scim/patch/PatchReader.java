package dev.usher.scim.patch;

import com.fasterxml.jackson.databind.JsonNode;
import dev.usher.scim.patch.dialect.AnyCaseMessage;
import dev.usher.scim.patch.dialect.OperationFixes;
import dev.usher.scim.schema.ResourceType;
import java.util.ArrayList;
import java.util.List;

/** Reads the body of a PATCH into typed operations, without knowing the resource. */
public final class PatchReader {

  private PatchReader() {}

  /**
   * The operations, in order. An operation that cannot change anything (unknown attributes when
   * lenient, {@code password}, clearing {@code active}) is left out; one without path has become
   * one for each attribute.
   *
   * @param strict whether what is unknown is refused instead of ignored
   * @throws dev.usher.scim.error.ScimException 400 with {@code invalidSyntax}, {@code invalidPath},
   *     {@code invalidFilter}, {@code invalidValue}, {@code noTarget} (a remove without path) or
   *     {@code mutability} (the path of a readOnly attribute)
   */
  public static List<PatchOperation> read(JsonNode body, ResourceType type, boolean strict) {
    OperationBinder binder = new OperationBinder(type, strict);
    List<PatchOperation> operations = new ArrayList<>();
    AnyCaseMessage.operations(body).stream()
        .flatMap(raw -> OperationFixes.apply(raw, type).stream())
        .forEach(raw -> binder.bind(raw).ifPresent(operations::add));
    return List.copyOf(operations);
  }
}
