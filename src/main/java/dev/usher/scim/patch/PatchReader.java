package dev.usher.scim.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.usher.scim.error.ScimException;
import dev.usher.scim.patch.dialect.AnyCaseMessage;
import dev.usher.scim.patch.dialect.OperationFixes;
import dev.usher.scim.resource.AnyCase;
import dev.usher.scim.schema.ResourceType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the body of a PATCH into typed operations, without knowing the resource. */
public final class PatchReader {

  private static final String PATCH_OP = "urn:ietf:params:scim:api:messages:2.0:PatchOp";

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
    if (strict) {
      requirePatchOp(body);
    }
    OperationBinder binder = new OperationBinder(type, strict);
    List<PatchOperation> operations = new ArrayList<>();
    AnyCaseMessage.operations(body).stream()
        .flatMap(raw -> OperationFixes.apply(raw, type).stream())
        .forEach(raw -> binder.bind(raw).ifPresent(operations::add));
    return List.copyOf(operations);
  }

  /** Without {@code schemas}, or with an empty one, nothing else is said (RFC 7644 §3.5.2). */
  private static void requirePatchOp(JsonNode body) {
    JsonNode schemas =
        Optional.ofNullable(body)
            .flatMap(message -> AnyCase.member(message, "schemas"))
            .orElse(MissingNode.getInstance());
    boolean named = schemas.isTextual() && schemas.asText().equalsIgnoreCase(PATCH_OP);
    for (JsonNode urn : schemas) {
      named |= urn.asText().equalsIgnoreCase(PATCH_OP);
    }
    if (!schemas.isMissingNode() && !schemas.isNull() && !named && !isEmptyList(schemas)) {
      throw ScimException.invalidSyntax("The schemas of a PATCH must be [\"" + PATCH_OP + "\"].");
    }
  }

  private static boolean isEmptyList(JsonNode schemas) {
    return schemas.isArray() && schemas.isEmpty();
  }
}
