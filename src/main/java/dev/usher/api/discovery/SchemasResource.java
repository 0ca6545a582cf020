package dev.usher.api.discovery;

import com.unboundid.scim2.common.GenericScimResource;
import com.unboundid.scim2.common.messages.ListResponse;
import com.unboundid.scim2.common.types.SchemaResource;
import com.unboundid.scim2.server.resources.SchemasEndpoint;
import dev.usher.api.RequestAttributes;
import dev.usher.api.ScimMedia;
import dev.usher.directory.account.Account;
import dev.usher.scim.error.ScimException;
import dev.usher.scim.schema.Schema;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.List;
import java.util.function.Function;

/** {@code /Schemas} (RFC 7643 §7), with the values that the caller's account offers. */
@Path(ScimMedia.BASE + "/Schemas")
public final class SchemasResource extends SchemasEndpoint {
  private final URI scimBase;
  private final Function<Account, List<Schema>> schemas;

  /** The request being served: the SDK's method leaves no parameter for it. */
  @Inject private Provider<ContainerRequestContext> request;

  /**
   * The resource.
   *
   * @param scimBase the absolute URL of the SCIM base
   * @param schemas what to present to an account, in order
   */
  public SchemasResource(URI scimBase, Function<Account, List<Schema>> schemas) {
    this.scimBase = scimBase;
    this.schemas = schemas;
  }

  @Override
  public ListResponse<GenericScimResource> search(String filter, UriInfo uri) {
    DiscoveryAnswers.refuseFilter(uri);
    return DiscoveryAnswers.list(
        getSchemas().stream().map(SchemaResource::asGenericScimResource).toList());
  }

  @Override
  public GenericScimResource get(String id, UriInfo uri) {
    DiscoveryAnswers.refuseFilter(uri);
    return getSchemas().stream()
        .filter(schema -> schema.getId().equalsIgnoreCase(id))
        .findFirst()
        .map(SchemaResource::asGenericScimResource)
        .orElseThrow(
            () ->
                ScimException.notFound(
                    "No schema has the id " + DiscoveryAnswers.quoted(id) + "."));
  }

  @Override
  public List<SchemaResource> getSchemas() {
    Account account = RequestAttributes.principal(request.get()).account();
    return schemas.apply(account).stream().map(this::present).toList();
  }

  private SchemaResource present(Schema schema) {
    SchemaResource resource = SchemaConversion.toSdk(schema);
    URI location = URI.create(scimBase + "/Schemas/" + schema.urn());
    resource.setMeta(DiscoveryAnswers.meta("Schema", location));
    return resource;
  }
}
