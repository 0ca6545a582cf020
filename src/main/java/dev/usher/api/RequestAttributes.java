package dev.usher.api;

import dev.usher.directory.account.Principal;
import dev.usher.directory.audit.RequestOrigin;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.util.Optional;

/** What the filters of a request leave for its resource. */
public final class RequestAttributes {
  private static final String PRINCIPAL = "dev.usher.principal";
  private static final String REQUEST_ID = "dev.usher.requestId";
  private static final String SOURCE_ADDRESS = "dev.usher.sourceAddress";

  private RequestAttributes() {}

  /** Called by the authentication filter. */
  public static void setPrincipal(ContainerRequestContext request, Principal principal) {
    request.setProperty(PRINCIPAL, principal);
  }

  /**
   * The authenticated caller, with the request's origin; never null behind the authentication
   * filter, null where no token is asked for.
   */
  public static Principal principal(ContainerRequestContext request) {
    Principal principal = (Principal) request.getProperty(PRINCIPAL);
    return principal == null ? null : principal.from(origin(request));
  }

  /** Where the request came from, for the audit trail. */
  public static RequestOrigin origin(ContainerRequestContext request) {
    return new RequestOrigin(
        Optional.ofNullable(requestId(request)), Optional.ofNullable(sourceAddress(request)));
  }

  /** Called by the first filter of a request. */
  public static void setRequestId(ContainerRequestContext request, String id) {
    request.setProperty(REQUEST_ID, id);
  }

  /** The id under which the log knows the request. */
  public static String requestId(ContainerRequestContext request) {
    return (String) request.getProperty(REQUEST_ID);
  }

  /** Called by the first filter of a request. */
  public static void setSourceAddress(ContainerRequestContext request, String address) {
    request.setProperty(SOURCE_ADDRESS, address);
  }

  /** The client's address, as the trusted proxies name it, for the audit trail. */
  public static String sourceAddress(ContainerRequestContext request) {
    return (String) request.getProperty(SOURCE_ADDRESS);
  }
}
