package dev.usher.api;

import dev.usher.directory.account.AccountSettings.PatchAnswers;
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

  /**
   * Whether a PATCH is answered with the resource: the account's setting says so, or the request
   * asks for certain attributes (RFC 7644 §3.5.2).
   */
  static boolean wantBodyOfPatch(ContainerRequestContext request) {
    return RequestAttributes.principal(request).account().settings().patchAnswers()
            == PatchAnswers.BODY
        || of(request).selects();
  }
}
