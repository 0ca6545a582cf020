package dev.usher.api;

import dev.usher.scim.query.QueryParameters;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.util.Optional;

/** The query string of a request, as the parameters of a query. */
final class QueryStrings {

  private QueryStrings() {}

  /** The decoded parameters; the first of several of one name counts. */
  static QueryParameters of(ContainerRequestContext request) {
    var parameters = request.getUriInfo().getQueryParameters();
    return name -> Optional.ofNullable(parameters.getFirst(name));
  }
}
