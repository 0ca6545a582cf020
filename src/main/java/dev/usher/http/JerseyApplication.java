package dev.usher.http;

import dev.usher.http.admission.Answer;
import dev.usher.http.admission.AnswerBody;
import dev.usher.http.admission.Call;
import jakarta.ws.rs.core.SecurityContext;
import java.net.URI;
import java.security.Principal;
import java.util.List;
import java.util.function.Supplier;
import org.glassfish.grizzly.http.HttpRequestPacket;
import org.glassfish.grizzly.http.util.MimeHeaders;
import org.glassfish.jersey.internal.MapPropertiesDelegate;
import org.glassfish.jersey.server.ApplicationHandler;
import org.glassfish.jersey.server.ContainerRequest;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.server.internal.ContainerUtils;
import org.glassfish.jersey.server.spi.Container;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The resources, with Jersey around them. A request has come completely before Jersey sees it, and
 * an answer is sent when Jersey is done: Jersey never waits for a client.
 */
final class JerseyApplication implements Container, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(JerseyApplication.class);

  /** No answer depends on it: links begin with the public URL. */
  private static final String ROOT = "http://localhost";

  private static final URI BASE = URI.create(ROOT + "/");

  private final ApplicationHandler application;
  private final Supplier<AnswerBody> bodies;

  /**
   * Prepares the resources.
   *
   * @param bodies new ones for answers
   */
  JerseyApplication(ResourceConfig resources, Supplier<AnswerBody> bodies) {
    this.application = new ApplicationHandler(resources.register(new AnswerInterceptor()));
    this.bodies = bodies;
    application.onStartup(this);
  }

  /**
   * Answers a request.
   *
   * @param always the fields that every answer has
   */
  Answer answer(Call call, Exchange exchange, List<Answer.Field> always) {
    JerseyAnswer answer = new JerseyAnswer(call.request(), bodies);
    try {
      application.handle(request(call, exchange, answer));
      if (answer.failure().isEmpty()) {
        return answer.complete(always);
      }
      LOG.error("A request failed outside its resource", answer.failure().get());
    } catch (RuntimeException | Error e) {
      answer.release();
      throw e;
    }
    answer.release();
    throw new IllegalStateException("Jersey made no answer", answer.failure().get());
  }

  private ContainerRequest request(Call call, Exchange exchange, JerseyAnswer answer) {
    HttpRequestPacket received = call.request();
    ContainerRequest request =
        new ContainerRequest(
            BASE,
            uri(received),
            received.getMethod().getMethodString(),
            new NoSecurity(),
            new MapPropertiesDelegate(),
            application.getConfiguration());
    request.setProperty(Exchange.PROPERTY, exchange);
    request.setProperty(JerseyAnswer.PROPERTY, answer);
    request.setEntityStream(call.body());
    MimeHeaders headers = received.getHeaders();
    for (int i = 0; i < headers.size(); i++) {
      request.header(headers.getName(i).toString(), headers.getValue(i).toString());
    }
    request.setWriter(answer);
    return request;
  }

  private static URI uri(HttpRequestPacket received) {
    String query = received.getQueryString();
    String path = ROOT + received.getRequestURI();
    return URI.create(
        query == null ? path : path + "?" + ContainerUtils.encodeUnsafeCharacters(query));
  }

  @Override
  public ResourceConfig getConfiguration() {
    return application.getConfiguration();
  }

  @Override
  public ApplicationHandler getApplicationHandler() {
    return application;
  }

  @Override
  public void reload() {
    throw new UnsupportedOperationException("the resources are fixed");
  }

  @Override
  public void reload(ResourceConfig configuration) {
    reload();
  }

  @Override
  public void close() {
    application.onShutdown(this);
  }

  /** Who calls is found out by {@link AuthenticationFilter}. */
  private static final class NoSecurity implements SecurityContext {
    @Override
    public Principal getUserPrincipal() {
      return null; // what JAX-RS wants for an unknown caller
    }

    @Override
    public boolean isUserInRole(String role) {
      return false;
    }

    @Override
    public boolean isSecure() {
      return false;
    }

    @Override
    public String getAuthenticationScheme() {
      return null; // as above
    }
  }
}
