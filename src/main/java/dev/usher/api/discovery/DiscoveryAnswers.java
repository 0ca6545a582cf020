package dev.usher.api.discovery;

import com.unboundid.scim2.common.GenericScimResource;
import com.unboundid.scim2.common.messages.ListResponse;
import com.unboundid.scim2.common.types.Meta;
import dev.usher.scim.error.ScimException;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.List;

/** What the three discovery endpoints have in common. */
final class DiscoveryAnswers {

  private DiscoveryAnswers() {}

  /** Refuses a filter with 403; every other query parameter is ignored (RFC 7644 §4). */
  static void refuseFilter(UriInfo uri) {
    if (uri.getQueryParameters().containsKey("filter")) {
      throw ScimException.forbidden("This endpoint cannot be filtered; ask it without “filter”.");
    }
  }

  /**
   * The {@code meta} of a resource that nobody created or changed.
   *
   * @param location absolute
   */
  static Meta meta(String resourceType, URI location) {
    return new Meta().setResourceType(resourceType).setLocation(location);
  }

  /** All of it in one page, whatever page was asked for. */
  static ListResponse<GenericScimResource> list(List<GenericScimResource> all) {
    return new ListResponse<>(all.size(), all, 1, all.size());
  }

  /** A name as part of an error's detail: not at any length, since it comes from the client. */
  static String quoted(String name) {
    return name.length() > 200 ? "that name" : "“" + name + "”";
  }
}
