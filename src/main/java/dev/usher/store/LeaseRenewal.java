package dev.usher.store;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Renews a {@link MigrationLease} after each pause, on a thread and a connection of its own, until
 * it is closed or finds the claim lost. A renewal that fails is logged and done again after the
 * pause, on a new connection.
 */
final class LeaseRenewal implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(LeaseRenewal.class);

  /** How long a close waits for a renewal that is being done, before its connection is aborted. */
  private static final Duration CLOSING = Duration.ofSeconds(5);

  private static final String CONNECT_TIMEOUT_MILLIS = "5000";

  private final DatabaseSettings settings;
  private final LeaseTerms terms;
  private final String owner;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "migration-lease");

  /** Null while there is none; written by the thread. */
  private volatile Connection connection;

  private LeaseRenewal(DatabaseSettings settings, LeaseTerms terms, String owner) {
    this.settings = settings;
    this.terms = terms;
    this.owner = owner;
  }

  /** Renews the owner's claim from now on; the first time after a pause. */
  static LeaseRenewal start(DatabaseSettings settings, LeaseTerms terms, String owner) {
    LeaseRenewal renewal = new LeaseRenewal(settings, terms, owner);
    renewal.thread.setDaemon(true); // a process that ends stops renewing
    renewal.thread.start();
    return renewal;
  }

  private void run() {
    try {
      while (!closed.await(terms.pause().toMillis(), TimeUnit.MILLISECONDS) && isStillOwned()) {
        log.debug("Renewed the lease of the migrations");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      disconnect();
    }
  }

  /** Also after a failure, since the lease outlasts several. */
  private boolean isStillOwned() {
    try {
      if (connection == null) {
        connection = connect();
      }
      if (new LeaseTable(connection).renew(owner, terms.length())) {
        return true;
      }
      if (closed.getCount() > 0) {
        log.error(
            "The lease of the migrations is lost while they run: another process may change the"
                + " schema at the same time");
      }
      return false;
    } catch (SQLException | RuntimeException | Error e) {
      if (closed.getCount() > 0) {
        log.warn("The lease of the migrations was not renewed; it is tried again", e);
      }
      disconnect();
      return true;
    }
  }

  /** An answer that has not come within a lease's length is not coming. */
  private Connection connect() throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", settings.user());
    properties.setProperty("password", settings.password());
    properties.setProperty("connectTimeout", CONNECT_TIMEOUT_MILLIS);
    properties.setProperty("socketTimeout", Long.toString(terms.length().toMillis()));
    properties.setProperty("tcpKeepAlive", "true");
    return DriverManager.getConnection(settings.url(), properties);
  }

  private void disconnect() {
    Connection ended = connection;
    connection = null;
    if (ended != null) {
      try {
        ended.close();
      } catch (SQLException e) {
        log.debug("The connection of the lease was not closed", e);
      }
    }
  }

  /** Returns when no renewal is being done, or when the last one was aborted. */
  @Override
  public void close() {
    closed.countDown();
    try {
      thread.join(CLOSING.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Connection busy = connection;
    if (busy != null) {
      try {
        busy.abort(Runnable::run);
      } catch (SQLException e) {
        log.debug("The renewal of the lease was not aborted", e);
      }
    }
  }
}
