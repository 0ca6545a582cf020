package dev.usher.api.oauth;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.usher.api.RequestAttributes;
import dev.usher.directory.RetryAfter;
import dev.usher.directory.account.Scope;
import dev.usher.directory.oauth.AccessTokens;
import dev.usher.directory.oauth.OauthError;
import dev.usher.directory.oauth.OauthError.Code;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/** The token endpoint, for the client credentials grant (RFC 6749 §4.4). */
@Path(OauthPaths.TOKEN)
public final class TokenResource {
  private static final String CLIENT_CREDENTIALS = "client_credentials";
  private static final String CHALLENGE = "Basic realm=\"Usher\"";
  private static final String RETRY_AFTER_SECONDS = "5";

  private final AccessTokens tokens;

  public TokenResource(AccessTokens tokens) {
    this.tokens = tokens;
  }

  /** Gives an access token, or says why not. */
  @POST
  public Response token(@Context ContainerRequestContext request, InputStream body) {
    try {
      TokenForm form = TokenForm.read(request.getMediaType(), body);
      if (!form.get("grant_type").equals(CLIENT_CREDENTIALS)) {
        throw new OauthError(
            Code.UNSUPPORTED_GRANT_TYPE, "The grant_type here is client_credentials.");
      }
      List<String> authorization =
          Optional.ofNullable(request.getHeaders().get(HttpHeaders.AUTHORIZATION))
              .orElse(List.of());
      return answer(
          tokens.issue(
              SentCredentials.of(authorization, form),
              form.find("scope"),
              RequestAttributes.origin(request)));
    } catch (OauthError refusal) {
      return answer(refusal);
    }
  }

  /** RFC 6749 §5.1. */
  private static Response answer(AccessTokens.Issued issued) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("access_token", issued.token());
    body.put("token_type", "Bearer");
    body.put("expires_in", issued.lifetime().toSeconds());
    body.put("scope", Scope.text(issued.scopes()));
    return Response.ok(body.toString(), MediaType.APPLICATION_JSON_TYPE).build();
  }

  /** RFC 6749 §5.2. */
  private static Response answer(OauthError refusal) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("error", refusal.code().wireName());
    body.put("error_description", refusal.getMessage());
    Response.ResponseBuilder answer =
        Response.status(refusal.code().status())
            .type(MediaType.APPLICATION_JSON_TYPE)
            .entity(body.toString());
    if (refusal.code() == Code.INVALID_CLIENT) {
      answer.header(HttpHeaders.WWW_AUTHENTICATE, CHALLENGE);
    }
    if (refusal.code() == Code.TEMPORARILY_UNAVAILABLE) {
      answer.header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
    }
    refusal
        .retryAfter()
        .ifPresent(wait -> answer.header(HttpHeaders.RETRY_AFTER, RetryAfter.seconds(wait)));
    return answer.build();
  }
}
