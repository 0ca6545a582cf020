package dev.usher.store;

import java.time.Duration;
import java.util.Objects;

/**
 * Where the database is and how much of it is used.
 *
 * @param url a JDBC URL that the MariaDB driver understands, naming the schema; may itself carry a
 *     password, so it is never logged
 * @param user who signs in
 * @param password of that user
 * @param poolSize connections kept for writes, and as many again for reads
 * @param queryTimeout how long a statement of a read may run
 * @param writeTimeout how long a statement of a write may run; zero for no limit
 * @param sessionMemory the most bytes that the database may use for the session of a read; twice as
 *     many for that of a write
 */
public record DatabaseSettings(
    String url,
    String user,
    String password,
    int poolSize,
    Duration queryTimeout,
    Duration writeTimeout,
    long sessionMemory) {

  /**
   * Two cores keep about five connections busy; the others wait for locks or the disk. More would
   * only make them wait inside the database.
   */
  public static final int DEFAULT_POOL_SIZE = 12;

  /** What {@code query.timeout} is unless it is set. */
  public static final Duration DEFAULT_QUERY_TIMEOUT = Duration.ofSeconds(10);

  /** How long a statement of a write may run unless it is set. */
  public static final Duration DEFAULT_WRITE_TIMEOUT = Duration.ofSeconds(60);

  /**
   * A session that has 100 statements prepared, each as costly as a client can make it, uses 75
   * MiB; 1,000 ids joined by {@code or} take 4 MiB more, and all other statements less.
   */
  public static final long DEFAULT_SESSION_MEMORY = 128L << 20;

  public DatabaseSettings {
    Objects.requireNonNull(url);
    Objects.requireNonNull(user);
    Objects.requireNonNull(password);
    Objects.requireNonNull(queryTimeout);
    Objects.requireNonNull(writeTimeout);
  }

  /** Settings with the defaults for everything but the address. */
  public static DatabaseSettings of(String url, String user, String password) {
    return new DatabaseSettings(
        url,
        user,
        password,
        DEFAULT_POOL_SIZE,
        DEFAULT_QUERY_TIMEOUT,
        DEFAULT_WRITE_TIMEOUT,
        DEFAULT_SESSION_MEMORY);
  }

  /** The same database, used so much. */
  public DatabaseSettings with(int poolSize, Duration queryTimeout) {
    return new DatabaseSettings(
        url, user, password, poolSize, queryTimeout, writeTimeout, sessionMemory);
  }

  /** The same database, with another limit for statements of writes; zero for none. */
  public DatabaseSettings withWriteTimeout(Duration timeout) {
    return new DatabaseSettings(
        url, user, password, poolSize, queryTimeout, timeout, sessionMemory);
  }

  /** The same database, with another limit for the memory of a session. */
  public DatabaseSettings withSessionMemory(long bytes) {
    return new DatabaseSettings(url, user, password, poolSize, queryTimeout, writeTimeout, bytes);
  }

  /** The URL up to its parameters, which may hold secrets. */
  public String address() {
    int parameters = url.indexOf('?');
    return parameters < 0 ? url : url.substring(0, parameters);
  }

  @Override
  public String toString() {
    return "DatabaseSettings[" + address() + ", user " + user + ", pool " + poolSize + "]";
  }
}
