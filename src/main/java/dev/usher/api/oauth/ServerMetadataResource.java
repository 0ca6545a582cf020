package dev.usher.api.oauth;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.usher.directory.account.Scope;
import dev.usher.directory.jwt.JwtVerifier;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import java.util.List;

/** What the token endpoint offers (RFC 8414). */
@Path(OauthPaths.METADATA)
public final class ServerMetadataResource {
  private final String metadata;

  /**
   * @param issuer the server root as clients know it, without a slash at its end
   */
  public ServerMetadataResource(String issuer) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("issuer", issuer);
    node.put("token_endpoint", issuer + OauthPaths.TOKEN);
    put(node, "response_types_supported", List.of());
    put(node, "grant_types_supported", List.of("client_credentials"));
    put(
        node,
        "token_endpoint_auth_methods_supported",
        List.of("client_secret_basic", "client_secret_post", "private_key_jwt"));
    put(node, "token_endpoint_auth_signing_alg_values_supported", JwtVerifier.algorithms());
    put(node, "scopes_supported", Arrays.stream(Scope.values()).map(Scope::wireName).toList());
    this.metadata = node.toString();
  }

  private static void put(ObjectNode node, String name, List<String> values) {
    ArrayNode array = node.putArray(name);
    values.forEach(array::add);
  }

  /** The metadata. */
  @GET
  public Response get() {
    return Response.ok(metadata, MediaType.APPLICATION_JSON_TYPE).build();
  }
}
