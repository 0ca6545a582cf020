package dev.usher.http;

import dev.usher.api.RequestAttributes;
import dev.usher.api.ScimMedia;
import dev.usher.scim.error.ScimException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import java.util.ArrayList;
import java.util.Collections;
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
    ((Exchange) request.getProperty(Exchange.PROPERTY)).matched(route);
    if (route.startsWith(ScimMedia.BASE) && RequestAttributes.principal(request) == null) {
      throw new ScimException(401, null, ErrorMapper.detail(401));
    }
  }

  /** Jersey lists templates with the last matched first. */
  private static String route(List<UriTemplate> matched) {
    List<UriTemplate> inOrder = new ArrayList<>(matched);
    Collections.reverse(inOrder);
    StringBuilder route = new StringBuilder();
    inOrder.forEach(template -> route.append(template.getTemplate()));
    return route.isEmpty() ? "-" : route.toString();
  }
}
