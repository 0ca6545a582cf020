package dev.usher.http;

import jakarta.ws.rs.container.ContainerRequestContext;
import java.util.Optional;
import java.util.UUID;

/**
 * What is remembered of one request for its line in the access log. Made before Jersey sees the
 * request, so that refusals of every layer are logged alike; used by one thread at a time.
 */
final class Exchange {
  /** The property of the request that holds its exchange. */
  static final String PROPERTY = "dev.usher.http.exchange";

  private final String requestId;
  private final String sourceAddress;
  private ScimPath path = ScimPath.NONE;
  private String route = "-";
  private Optional<UUID> account = Optional.empty();

  Exchange(String requestId, String sourceAddress) {
    this.requestId = requestId;
    this.sourceAddress = sourceAddress;
  }

  /** The exchange of a request that has come to a filter. */
  static Exchange of(ContainerRequestContext request) {
    return (Exchange) request.getProperty(PROPERTY);
  }

  String requestId() {
    return requestId;
  }

  /** The client's address, as the trusted proxies name it. */
  String sourceAddress() {
    return sourceAddress;
  }

  /** The path; {@link ScimPath#NONE} before the first filter. */
  ScimPath path() {
    return path;
  }

  void at(ScimPath requested) {
    path = requested;
  }

  /** The template of the matched path; {@code -} when none matched. */
  String route() {
    return route;
  }

  void matched(String template) {
    route = template;
  }

  /** The id of the account the request acts in; empty before authentication. */
  Optional<UUID> account() {
    return account;
  }

  void authenticated(UUID accountId) {
    account = Optional.of(accountId);
  }
}
