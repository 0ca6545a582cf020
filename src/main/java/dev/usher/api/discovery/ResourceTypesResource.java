package dev.usher.api.discovery;

import com.unboundid.scim2.common.GenericScimResource;
import com.unboundid.scim2.common.messages.ListResponse;
import com.unboundid.scim2.common.types.ResourceTypeResource;
import com.unboundid.scim2.server.resources.ResourceTypesEndpoint;
import dev.usher.api.RequestAttributes;
import dev.usher.api.ScimMedia;
import dev.usher.directory.account.Account;
import dev.usher.scim.error.ScimException;
import dev.usher.scim.schema.CatalogueSchemas;
import dev.usher.scim.schema.ResourceType;
import dev.usher.scim.schema.Schema;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** {@code /ResourceTypes} (RFC 7643 §6). */
@Path(ScimMedia.BASE + "/ResourceTypes")
public final class ResourceTypesResource extends ResourceTypesEndpoint {
  private final URI scimBase;
  private final Function<Account, List<ResourceType>> types;

  /** The request being served: the SDK's method leaves no parameter for it. */
  @Inject private Provider<ContainerRequestContext> request;

  /**
   * The resource.
   *
   * @param scimBase the absolute URL of the SCIM base
   * @param types what is served to an account, in the order of presentation
   */
  public ResourceTypesResource(URI scimBase, Function<Account, List<ResourceType>> types) {
    this.scimBase = scimBase;
    this.types = types;
  }

  @Override
  public ListResponse<GenericScimResource> search(String filter, UriInfo uri) {
    DiscoveryAnswers.refuseFilter(uri);
    return DiscoveryAnswers.list(
        getResourceTypes().stream().map(ResourceTypeResource::asGenericScimResource).toList());
  }

  @Override
  public GenericScimResource get(String id, UriInfo uri) {
    DiscoveryAnswers.refuseFilter(uri);
    return getResourceTypes().stream()
        .filter(type -> type.getId().equalsIgnoreCase(id))
        .findFirst()
        .map(ResourceTypeResource::asGenericScimResource)
        .orElseThrow(
            () ->
                ScimException.notFound(
                    "No resource type has the id " + DiscoveryAnswers.quoted(id) + "."));
  }

  @Override
  public List<ResourceTypeResource> getResourceTypes() {
    Account account = RequestAttributes.principal(request.get()).account();
    return types.apply(account).stream().map(this::present).toList();
  }

  private ResourceTypeResource present(ResourceType type) {
    List<ResourceTypeResource.SchemaExtension> extensions =
        Stream.concat(
                type.extensions().stream().map(Schema::urn),
                CatalogueSchemas.alsoListed(type).stream())
            .map(urn -> new ResourceTypeResource.SchemaExtension(URI.create(urn), false))
            .toList();
    ResourceTypeResource resource =
        new ResourceTypeResource(
            type.name(),
            type.name(),
            type.description(),
            URI.create(type.endpoint()),
            URI.create(type.core().urn()),
            extensions.isEmpty() ? null : extensions);
    URI location = URI.create(scimBase + "/ResourceTypes/" + type.name());
    resource.setMeta(DiscoveryAnswers.meta("ResourceType", location));
    return resource;
  }
}
