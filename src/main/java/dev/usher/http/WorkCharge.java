package dev.usher.http;

import dev.usher.directory.account.Principal;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.time.Duration;
import org.glassfish.jersey.server.monitoring.ApplicationEvent;
import org.glassfish.jersey.server.monitoring.ApplicationEventListener;
import org.glassfish.jersey.server.monitoring.RequestEvent;
import org.glassfish.jersey.server.monitoring.RequestEventListener;

/**
 * Charges the time that a worker was busy with a request, from its begin to the end of its answer,
 * to the rate limits of who sent it.
 */
final class WorkCharge implements ApplicationEventListener {
  private static final String PAYER = "dev.usher.http.payer";

  private final RateLimits limits;

  WorkCharge(RateLimits limits) {
    this.limits = limits;
  }

  /** Has a request charged when it has ended; one that was refused is not charged. */
  static void expect(ContainerRequestContext request, Principal payer) {
    request.setProperty(PAYER, payer);
  }

  @Override
  public void onEvent(ApplicationEvent event) {
    // Only requests are charged.
  }

  @Override
  public RequestEventListener onRequest(RequestEvent started) {
    long start = System.nanoTime();
    return event -> {
      if (event.getType() == RequestEvent.Type.FINISHED
          && event.getContainerRequest().getProperty(PAYER) instanceof Principal payer) {
        limits.charge(payer, Duration.ofNanos(System.nanoTime() - start));
      }
    };
  }
}
