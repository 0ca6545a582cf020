package dev.usher.http;

import dev.usher.api.ScimMedia;
import dev.usher.directory.account.Principal;
import dev.usher.scim.error.ErrorBody;
import io.github.bucket4j.TimeMeter;
import jakarta.ws.rs.Priorities;
import java.io.IOException;
import java.net.BindException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.zip.Deflater;
import org.glassfish.grizzly.filterchain.FilterChainBuilder;
import org.glassfish.grizzly.http.GZipContentEncoding;
import org.glassfish.grizzly.http.server.HttpHandlerRegistration;
import org.glassfish.grizzly.http.server.HttpServer;
import org.glassfish.grizzly.http.server.NetworkListener;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.server.ServerConfiguration;
import org.glassfish.grizzly.threadpool.ThreadPoolConfig;
import org.glassfish.jersey.grizzly2.httpserver.GrizzlyHttpContainer;
import org.glassfish.jersey.jackson.JacksonFeature;
import org.glassfish.jersey.server.ContainerFactory;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.server.ServerProperties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP server. One Jersey application answers at the root, so that errors are the same
 * everywhere: resources carry their full path, those of SCIM beginning with {@link ScimMedia#BASE},
 * under which a token is required.
 */
public final class HttpService implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HttpService.class);

  /** The request line and the headers, together; a filter of several KiB travels in the query. */
  private static final int MAX_HEAD_BYTES = 128 * 1024;

  /** How long a connection may be silent, between requests and within one. */
  private static final int IDLE_SECONDS = 60;

  private static final int READ_SECONDS = 30;
  private static final int DRAIN_SECONDS = 10;

  /** A refused body is read to its end up to here, so that its sender gets to see the answer. */
  private static final long MAX_SKIPPED_BYTES = 64L * 1024 * 1024;

  private static final String HEALTH = "health";

  /** One may be waiting for the database. */
  private static final int HEALTH_WORKERS = 2;

  private static final int CONTENT_LENGTH_BUFFER = 32 * 1024;

  private static final int GZIP_BUFFER = 8 * 1024;
  private static final int GZIP_LEVEL = Deflater.BEST_SPEED;

  private final HttpSettings settings;
  private final HttpServer server = new HttpServer();
  private final NetworkListener listener;
  private final Optional<NetworkListener> health;

  /**
   * Prepares the server; nothing listens before {@link #start()}.
   *
   * @param settings where and how to listen
   * @param resources JAX-RS resources with their full path, shared by all requests; fields for
   *     Jersey to inject are filled, what belongs to a request as a {@code Provider} of it
   * @param authenticate whose token it is, empty for an unknown or expired one; may throw {@link
   *     dev.usher.store.StoreException.Unavailable}
   * @param ready whether requests can be served now
   */
  public HttpService(
      HttpSettings settings,
      List<?> resources,
      Function<String, Optional<Principal>> authenticate,
      BooleanSupplier ready) {
    this.settings = settings;
    this.listener = listener("http", settings, settings.port(), settings.workers());
    this.health =
        settings.healthPort().map(port -> listener(HEALTH, settings, port, HEALTH_WORKERS));
    server.addListener(listener);
    health.ifPresent(server::addListener);
    ServerConfiguration configuration = server.getServerConfiguration();
    configuration.setHttpServerName("");
    configuration.setHttpServerVersion("");
    configuration.setPassTraceRequest(true);
    configuration.setDefaultQueryEncoding(StandardCharsets.UTF_8);
    configuration.setDefaultErrorPageGenerator(HttpService::errorPage);
    ResourceConfig application = application(settings, authenticate);
    resources.forEach(application::register);
    application.register(new HealthResource(ready));
    GrizzlyHttpContainer container =
        ContainerFactory.createContainer(GrizzlyHttpContainer.class, application);
    configuration.addHttpHandler(
        new FrontDoor(container, settings, this::isOnlyForHealth),
        HttpHandlerRegistration.builder().contextPath("").urlPattern("/").build());
  }

  /** The filters of every request, in their order. */
  private static ResourceConfig application(
      HttpSettings settings, Function<String, Optional<Principal>> authenticate) {
    Json json = new Json();
    return new ResourceConfig()
        .property(ServerProperties.WADL_FEATURE_DISABLE, true)
        .property(ServerProperties.FEATURE_AUTO_DISCOVERY_DISABLE, true)
        .property(ServerProperties.RESPONSE_SET_STATUS_OVER_SEND_ERROR, true)
        .property(ServerProperties.PROCESSING_RESPONSE_ERRORS_ENABLED, true)
        .property(ServerProperties.OUTBOUND_CONTENT_LENGTH_BUFFER, CONTENT_LENGTH_BUFFER)
        .register(new RequestParameters.Binder())
        .register(new OriginFilter(), 100)
        .register(new BodyLimitFilter(settings.maxBodyBytes(), settings.maxBulkBytes()), 200)
        .register(new AuthenticationFilter(authenticate), Priorities.AUTHENTICATION)
        .register(
            new RateLimitFilter(new RateLimits(TimeMeter.SYSTEM_NANOTIME)),
            Priorities.AUTHENTICATION + 1)
        .register(new ScopeFilter(), Priorities.AUTHORIZATION)
        .register(new MediaTypeFilter(), Priorities.HEADER_DECORATOR)
        .register(new ContentCodingFilter(), Priorities.HEADER_DECORATOR + 1)
        .register(new RouteFilter(), 100)
        .register(new OauthAnswerFilter())
        .register(new ErrorMapper())
        .register(new JsonBodyReader(json.mapper()))
        .register(json)
        .register(JacksonFeature.withoutExceptionMappers());
  }

  private boolean isOnlyForHealth(Request request) {
    return health.isPresent() && health.get().getPort() == request.getLocalPort();
  }

  private static NetworkListener listener(
      String name, HttpSettings settings, int port, int workers) {
    NetworkListener listener = new NetworkListener(name, settings.address(), port);
    listener.getKeepAlive().setIdleTimeoutInSeconds(IDLE_SECONDS);
    listener.getKeepAlive().setMaxRequestsCount(-1);
    listener.getFileCache().setEnabled(false);
    listener.getTransport().setReadTimeout(READ_SECONDS, TimeUnit.SECONDS);
    listener.getTransport().setWriteTimeout(READ_SECONDS, TimeUnit.SECONDS);
    listener
        .getTransport()
        .setWorkerThreadPoolConfig(
            ThreadPoolConfig.defaultConfig()
                .setPoolName(name)
                .setCorePoolSize(workers)
                .setMaxPoolSize(workers));
    listener.registerAddOn((on, chain) -> useOurCodec(on, chain));
    return listener;
  }

  private static void useOurCodec(NetworkListener listener, FilterChainBuilder chain) {
    RequestCodec codec = new RequestCodec(MAX_HEAD_BYTES, listener.getKeepAlive());
    codec.setAllowPayloadForUndefinedHttpMethods(true);
    codec.setMaxPayloadRemainderToSkip(MAX_SKIPPED_BYTES);
    codec.addContentEncoding(
        new GZipContentEncoding(
            GZIP_BUFFER,
            GZIP_BUFFER,
            GZIP_LEVEL,
            Deflater.DEFAULT_STRATEGY,
            new CompressedAnswers()));
    chain.set(chain.indexOfType(org.glassfish.grizzly.http.HttpServerFilter.class), codec);
  }

  /** What Grizzly answers by itself, as while shutting down. */
  private static String errorPage(
      Request request, int status, String reason, String description, Throwable thrown) {
    request.getResponse().setContentType(ScimMedia.SCIM_JSON);
    return new ErrorBody(status, Optional.empty(), ErrorMapper.detail(status)).toNode().toString();
  }

  /**
   * Begins to listen.
   *
   * @throws ListenException when the address or the port cannot be had
   */
  public void start() {
    String where =
        settings.address()
            + ":"
            + settings.port()
            + settings.healthPort().map(port -> " and " + port).orElse("");
    try {
      server.start();
    } catch (BindException e) {
      server.shutdownNow();
      throw new ListenException("Cannot listen on " + where + ": " + e.getMessage(), e);
    } catch (UnresolvedAddressException e) {
      server.shutdownNow();
      throw new ListenException("Cannot listen on " + where + ": no such address", e);
    } catch (IOException e) {
      server.shutdownNow();
      throw new ListenException("Cannot listen on " + where + ": " + e.getMessage(), e);
    }
    LOG.info("Listening on {}:{} as {}", settings.address(), port(), settings.publicUrl());
  }

  /** The port that is listened on; meaningful after {@link #start()}. */
  public int port() {
    return listener.getPort();
  }

  /** The port on which {@code /health} alone is answered; meaningful after {@link #start()}. */
  Optional<Integer> healthPort() {
    return health.map(NetworkListener::getPort);
  }

  /** Takes no more requests, waits up to 10 s for the running ones, and stops. */
  @Override
  public void close() {
    try {
      server.shutdown(DRAIN_SECONDS, TimeUnit.SECONDS).get(DRAIN_SECONDS + 1, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      LOG.warn("Requests were still running after {} s", DRAIN_SECONDS);
    } finally {
      server.shutdownNow();
    }
  }
}
