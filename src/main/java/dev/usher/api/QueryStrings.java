package dev.usher.api;

import dev.usher.scim.query.QueryParameters;
import dev.usher.scim.query.RepeatedParameters;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.util.List;

/** The query string of a request, as the parameters of a query. */
final class QueryStrings {

  private QueryStrings() {}

  /** The decoded parameters; those of one name are joined or refused. */
  static QueryParameters of(ContainerRequestContext request) {
    var parameters = request.getUriInfo().getQueryParameters();
    return name -> RepeatedParameters.one(name, parameters.getOrDefault(name, List.of()));
  }
}
