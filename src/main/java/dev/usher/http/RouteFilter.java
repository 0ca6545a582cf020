package dev.usher.http;

import dev.usher.api.RequestAttributes;
import dev.usher.api.ScimMedia;
import dev.usher.scim.error.ScimException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import java.util.List;
import org.glassfish.jersey.server.ExtendedUriInfo;
import org.glassfish.jersey.uri.UriTemplate;

/**
 * Notes which route a request took, once it is known, and makes sure that none leads to a SCIM
 * resource past the authentication, whatever way a path is written.
 */
final class RouteFilter implements ContainerRequestFilter {

  @Override
  public void filter(ContainerRequestContext request) {
    String route = route(((ExtendedUriInfo) request.getUriInfo()).getMatchedTemplates());
    Exchange.of(request).matched(route);
    if (route.startsWith(ScimMedia.BASE)
        && RequestAttributes.principal(request) == null
        && !AuthenticationFilter.asksWhatIsOffered(request)) {
      throw new ScimException(401, null, ErrorMapper.detail(401));
    }
  }

  /** Jersey lists templates with the last matched first. */
  private static String route(List<UriTemplate> matched) {
    StringBuilder route = new StringBuilder();
    for (int i = matched.size() - 1; i >= 0; i--) {
      route.append(matched.get(i).getTemplate());
    }
    return route.isEmpty() ? "-" : route.toString();
  }
}
