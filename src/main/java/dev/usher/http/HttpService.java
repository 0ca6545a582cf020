package dev.usher.http;

import dev.usher.api.ScimMedia;
import dev.usher.directory.authentication.Authentication;
import dev.usher.http.admission.Admission;
import dev.usher.http.admission.FairWorkers;
import dev.usher.http.admission.LaneHints;
import dev.usher.http.admission.MemoryBudget;
import dev.usher.http.admission.QueueLimits;
import io.github.bucket4j.TimeMeter;
import jakarta.ws.rs.Priorities;
import java.io.IOException;
import java.net.BindException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.glassfish.grizzly.filterchain.FilterChainBuilder;
import org.glassfish.grizzly.http.KeepAlive;
import org.glassfish.grizzly.http.server.HttpServer;
import org.glassfish.grizzly.http.server.NetworkListener;
import org.glassfish.grizzly.memory.HeapMemoryManager;
import org.glassfish.grizzly.nio.transport.TCPNIOTransport;
import org.glassfish.grizzly.strategies.SameThreadIOStrategy;
import org.glassfish.grizzly.threadpool.ThreadPoolConfig;
import org.glassfish.jersey.jackson.JacksonFeature;
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

  private static final int DRAIN_SECONDS = 10;

  private static final String HEALTH = "health";

  /** Of what arrives at the connections; they never wait. */
  private static final int SELECTORS = 2;

  /** A connection that has sent a part of a request keeps up to so much. */
  private static final int READ_BUFFER = 32 * 1024;

  /** What a few bytes of a slow client may keep from being collected with them. */
  private static final int POOL_BYTES = 4 * 1024;

  private final HttpSettings settings;
  private final HttpServer server = new HttpServer();
  private final NetworkListener listener;
  private final Optional<NetworkListener> health;
  private final Admission admission;
  private final FairWorkers workers;
  private final HealthWorkers healthWorkers = new HealthWorkers();
  private final JerseyApplication application;
  private final SourceAddress sourceAddress;
  private final BodyLimits bodies;

  /**
   * Prepares the server; nothing listens before {@link #start()}.
   *
   * @param settings where and how to listen
   * @param resources JAX-RS resources with their full path, shared by all requests; fields for
   *     Jersey to inject are filled, what belongs to a request as a {@code Provider} of it
   * @param authentication finds the caller of a request
   * @param ready whether requests can be served now
   */
  public HttpService(
      HttpSettings settings,
      List<?> resources,
      Authentication authentication,
      BooleanSupplier ready) {
    this.settings = settings;
    this.admission = new Admission(settings.admission());
    this.workers =
        new FairWorkers(
            "http", settings.workers(), QueueLimits.DEFAULT, Duration.ofSeconds(DRAIN_SECONDS));
    this.sourceAddress = new SourceAddress(settings.trustedProxies());
    this.bodies = bodies(settings.bodies(), admission.budget());
    LaneHints lanes = new LaneHints();
    ResourceConfig all = filters(authentication);
    resources.forEach(all::register);
    all.register(new HealthResource(ready));
    this.application = new JerseyApplication(all, admission::newBody);
    this.listener = listener("http", settings.port(), SELECTORS, false, lanes);
    this.health = settings.healthPort().map(port -> listener(HEALTH, port, 1, true, lanes));
    server.addListener(listener);
    health.ifPresent(server::addListener);
  }

  /** A body that never finds room is told so, instead of to come again. */
  private static BodyLimits bodies(BodyLimits wished, MemoryBudget budget) {
    BodyLimits possible = wished.within(budget.largestBody(FrontDoor.BYTES_OF_TREE));
    if (!possible.equals(wished)) {
      LOG.warn(
          "The memory budget of {} bytes allows bodies of {} bytes at most, less than"
              + " bulk.maxPayloadSize, groups.maxBody or http.maxBody: give Java more memory"
              + " (-Xmx), or lower these",
          budget.bytes(),
          budget.largestBody(FrontDoor.BYTES_OF_TREE));
    }
    return possible;
  }

  /** The filters of every request, in their order. */
  private static ResourceConfig filters(Authentication authentication) {
    Json json = new Json();
    RateLimits rates = new RateLimits(TimeMeter.SYSTEM_NANOTIME);
    return new ResourceConfig()
        .property(ServerProperties.WADL_FEATURE_DISABLE, true)
        .property(ServerProperties.FEATURE_AUTO_DISCOVERY_DISABLE, true)
        .property(ServerProperties.RESPONSE_SET_STATUS_OVER_SEND_ERROR, true)
        .property(ServerProperties.PROCESSING_RESPONSE_ERRORS_ENABLED, true)
        .register(new RequestParameters.Binder())
        .register(new OriginFilter(), 100)
        .register(new AuthenticationFilter(authentication), Priorities.AUTHENTICATION)
        .register(new RateLimitFilter(rates), Priorities.AUTHENTICATION + 1)
        .register(new WorkCharge(rates))
        .register(new ScopeFilter(), Priorities.AUTHORIZATION)
        .register(new MediaTypeFilter(), Priorities.HEADER_DECORATOR)
        .register(new ContentCodingFilter(), Priorities.HEADER_DECORATOR + 1)
        .register(new RouteFilter(), 100)
        .register(new OauthAnswerFilter())
        .register(new SecretAnswersFilter())
        .register(new ForbiddenAnswerFilter(authentication))
        .register(new ErrorMapper())
        .register(new JsonBodyReader(json.mapper()))
        .register(json)
        .register(JacksonFeature.withoutExceptionMappers());
  }

  private NetworkListener listener(
      String name, int port, int selectors, boolean onlyHealth, LaneHints lanes) {
    NetworkListener made = new NetworkListener(name, settings.address(), port);
    made.getKeepAlive().setMaxRequestsCount(-1);
    made.getFileCache().setEnabled(false);
    TCPNIOTransport transport = made.getTransport();
    transport.setIOStrategy(SameThreadIOStrategy.getInstance());
    transport.setSelectorRunnersCount(selectors);
    transport.setKernelThreadPoolConfig(
        ThreadPoolConfig.defaultConfig()
            .setPoolName(name + "-selector")
            .setCorePoolSize(selectors)
            .setMaxPoolSize(selectors));
    transport.setReadBufferSize(READ_BUFFER);
    transport.setMemoryManager(new HeapMemoryManager(POOL_BYTES));
    FrontDoor door =
        new FrontDoor(
            application,
            bodies,
            settings.timeouts(),
            sourceAddress,
            workers,
            healthWorkers,
            lanes,
            onlyHealth);
    made.registerAddOn((on, chain) -> guard(on, chain, door));
    return made;
  }

  private void guard(NetworkListener on, FilterChainBuilder chain, FrontDoor door) {
    chain.set(
        chain.indexOfType(org.glassfish.grizzly.http.HttpServerFilter.class),
        codec(on.getKeepAlive(), door));
    admission.guard(chain, door, sourceAddress::isTrusted);
  }

  private static RequestCodec codec(KeepAlive keepAlive, FrontDoor door) {
    RequestCodec codec = new RequestCodec(MAX_HEAD_BYTES, keepAlive, door);
    codec.setAllowPayloadForUndefinedHttpMethods(true);
    return codec;
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

  /** What all requests together hold now. */
  Admission.Usage usage() {
    return admission.usage();
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
      workers.close();
      healthWorkers.close();
      application.close();
      admission.close();
    }
  }
}
