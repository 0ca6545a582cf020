package dev.usher.api;

import dev.usher.scim.query.QueryParameters;
import dev.usher.scim.query.RepeatedParameters;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.util.List;
import java.util.stream.Stream;

/** The query string of a request, as the parameters of a query. */
final class QueryStrings {

  private QueryStrings() {}

  /** The decoded parameters; those of one name are joined or refused. */
  static QueryParameters of(ContainerRequestContext request) {
    var parameters = request.getUriInfo().getQueryParameters();
    return name -> RepeatedParameters.one(name, parameters.getOrDefault(name, List.of()));
  }

  /** Whether the request asks for certain attributes, or for all but some. */
  static boolean selects(ContainerRequestContext request) {
    QueryParameters parameters = of(request);
    return Stream.of("attributes", "excludedAttributes")
        .anyMatch(name -> parameters.get(name).filter(text -> !text.isBlank()).isPresent());
  }
}
