package dev.usher.scim.error;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The body of an error answer (RFC 7644 §3.12), also inside the result of a Bulk operation.
 *
 * @param status the HTTP status; written as a string
 * @param scimType a keyword of RFC 7644 table 9 or RFC 9865, where one applies
 * @param detail what a person can act on
 */
public record ErrorBody(int status, Optional<String> scimType, String detail) {
  /** The one URN in the {@code schemas} of an error. */
  public static final String URN = "urn:ietf:params:scim:api:messages:2.0:Error";

  /** What the refusal says to the client. */
  public static ErrorBody of(ScimException refusal) {
    return new ErrorBody(refusal.status(), refusal.scimType(), refusal.detail());
  }

  /** The body as JSON, to be embedded in another one. */
  public ObjectNode toNode() {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.putArray("schemas").add(URN);
    node.put("status", Integer.toString(status));
    scimType.ifPresent(type -> node.put("scimType", type));
    node.put("detail", detail);
    return node;
  }

  /** The body as JSON in UTF-8. */
  public byte[] toBytes() {
    return toNode().toString().getBytes(StandardCharsets.UTF_8);
  }
}
