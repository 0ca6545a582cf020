package dev.usher.http;

import dev.usher.api.RequestAttributes;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;

/** Hands the request's id and source address on to its resource. */
@PreMatching
final class OriginFilter implements ContainerRequestFilter {

  @Override
  public void filter(ContainerRequestContext request) {
    Exchange exchange = Exchange.of(request);
    RequestAttributes.setRequestId(request, exchange.requestId());
    RequestAttributes.setSourceAddress(request, exchange.sourceAddress());
  }
}
