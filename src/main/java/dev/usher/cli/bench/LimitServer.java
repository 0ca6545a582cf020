package dev.usher.cli.bench;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.glassfish.grizzly.http.server.HttpServer;
import org.glassfish.grizzly.http.server.NetworkListener;
import org.glassfish.grizzly.threadpool.ThreadPoolConfig;
import org.glassfish.jersey.grizzly2.httpserver.GrizzlyHttpServerFactory;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.server.ServerProperties;

/**
 * What the hardware, the database and the HTTP server allow: the same server, one resource, the
 * statements of an operation, and an answer that is ready.
 */
final class LimitServer implements AutoCloseable {
  private static final String ANY_PORT = "http://127.0.0.1:0/";

  private final HttpServer server;
  private final Map<String, Consumer<String>> operations;
  private final Map<String, Answer> answers = new ConcurrentHashMap<>();

  /** What Usher has answered to a request of the kind. */
  private record Answer(int status, byte[] body) {}

  /**
   * Listens on a port of its own.
   *
   * @param operations by name; each takes the key of a request
   * @param workers as many as the server that is measured has
   */
  LimitServer(Map<String, Consumer<String>> operations, int workers) {
    this.operations = Map.copyOf(operations);
    ResourceConfig application =
        new ResourceConfig()
            .property(ServerProperties.WADL_FEATURE_DISABLE, true)
            .property(ServerProperties.FEATURE_AUTO_DISCOVERY_DISABLE, true)
            .register(new Operations(operations, answers));
    server = GrizzlyHttpServerFactory.createHttpServer(URI.create(ANY_PORT), application, false);
    listener()
        .getTransport()
        .setWorkerThreadPoolConfig(
            ThreadPoolConfig.defaultConfig()
                .setPoolName("limit")
                .setCorePoolSize(workers)
                .setMaxPoolSize(workers));
    listener().getKeepAlive().setMaxRequestsCount(-1);
    try {
      server.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private NetworkListener listener() {
    return server.getListeners().iterator().next();
  }

  /** What the limits of {@link Call}s are below. */
  URI base() {
    return URI.create("http://127.0.0.1:" + listener().getPort() + "/");
  }

  /** Whether it has an operation of that name. */
  boolean does(String operation) {
    return operations.containsKey(operation);
  }

  /** From now on answers so to an operation. */
  void answer(String operation, int status, byte[] body) {
    answers.put(operation, new Answer(status, body));
  }

  @Override
  public void close() {
    server.shutdownNow();
  }

  /** The resource. */
  @Path("{operation}/{key}")
  public static final class Operations {
    private final Map<String, Consumer<String>> operations;
    private final Map<String, Answer> answers;

    Operations(Map<String, Consumer<String>> operations, Map<String, Answer> answers) {
      this.operations = operations;
      this.answers = answers;
    }

    @GET
    public Response get(@PathParam("operation") String operation, @PathParam("key") String key) {
      operations.get(operation).accept(key);
      Answer answer = answers.get(operation);
      Response.ResponseBuilder response = Response.status(answer.status());
      return answer.body().length == 0
          ? response.build()
          : response.entity(answer.body()).type("application/scim+json").build();
    }

    @POST
    public Response post(
        @PathParam("operation") String operation, @PathParam("key") String key, byte[] body) {
      return get(operation, key);
    }

    @PUT
    public Response put(
        @PathParam("operation") String operation, @PathParam("key") String key, byte[] body) {
      return get(operation, key);
    }

    @PATCH
    public Response patch(
        @PathParam("operation") String operation, @PathParam("key") String key, byte[] body) {
      return get(operation, key);
    }
  }
}
