package dev.usher.api.discovery;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.unboundid.scim2.common.GenericScimResource;
import com.unboundid.scim2.common.types.AuthenticationScheme;
import com.unboundid.scim2.common.types.BulkConfig;
import com.unboundid.scim2.common.types.ChangePasswordConfig;
import com.unboundid.scim2.common.types.ETagConfig;
import com.unboundid.scim2.common.types.FilterConfig;
import com.unboundid.scim2.common.types.PatchConfig;
import com.unboundid.scim2.common.types.SortConfig;
import com.unboundid.scim2.server.resources.AbstractServiceProviderConfigEndpoint;
import dev.usher.api.ScimMedia;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.List;

/** {@code /ServiceProviderConfig} (RFC 7643 §5). */
@Path(ScimMedia.BASE + "/ServiceProviderConfig")
public final class ServiceProviderConfigResource extends AbstractServiceProviderConfigEndpoint {
  private static final List<AuthenticationScheme> SCHEMES =
      List.of(
          new AuthenticationScheme(
              "OAuth Bearer Token",
              "The account's token in the Authorization header, after “Bearer” or alone.",
              URI.create("https://www.rfc-editor.org/info/rfc6750"),
              null,
              "oauthbearertoken",
              true),
          new AuthenticationScheme(
              "OAuth 2",
              "An access token of the client credentials grant; the server's metadata (RFC 8414) say"
                  + " where.",
              URI.create("https://www.rfc-editor.org/info/rfc6749"),
              null,
              "oauth2",
              false),
          new AuthenticationScheme(
              "HTTP Basic",
              "The account's token as the password, with any user name.",
              URI.create("https://www.rfc-editor.org/info/rfc7617"),
              null,
              "httpbasic",
              false));

  private final URI scimBase;
  private final Capabilities capabilities;

  /**
   * The resource.
   *
   * @param scimBase the absolute URL of the SCIM base
   * @param capabilities what is wired in
   */
  public ServiceProviderConfigResource(URI scimBase, Capabilities capabilities) {
    this.scimBase = scimBase;
    this.capabilities = capabilities;
  }

  @Override
  public GenericScimResource get(UriInfo uri) {
    DiscoveryAnswers.refuseFilter(uri);
    GenericScimResource resource = getServiceProviderConfig().asGenericScimResource();
    capabilities
        .pagination()
        .ifPresent(paging -> announce(paging, resource.getObjectNode().putObject("pagination")));
    return resource;
  }

  @Override
  public com.unboundid.scim2.common.types.ServiceProviderConfigResource getServiceProviderConfig() {
    com.unboundid.scim2.common.types.ServiceProviderConfigResource config =
        new com.unboundid.scim2.common.types.ServiceProviderConfigResource(
            null,
            new PatchConfig(true),
            capabilities
                .bulk()
                .map(
                    limits -> new BulkConfig(true, limits.maxOperations(), limits.maxPayloadSize()))
                .orElseGet(() -> new BulkConfig(false, 0, 0)),
            new FilterConfig(true, capabilities.maxResults()),
            new ChangePasswordConfig(false),
            new SortConfig(true),
            new ETagConfig(true),
            SCHEMES);
    config.setMeta(
        DiscoveryAnswers.meta(
            "ServiceProviderConfig", URI.create(scimBase + "/ServiceProviderConfig")));
    return config;
  }

  private static void announce(Capabilities.Pagination paging, ObjectNode node) {
    node.put("cursor", paging.cursor());
    node.put("index", paging.index());
    node.put("defaultPaginationMethod", paging.defaultMethod());
    node.put("defaultPageSize", paging.defaultPageSize());
    node.put("maxPageSize", paging.maxPageSize());
    node.put("cursorTimeout", paging.cursorTimeoutSeconds());
  }
}
