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
 */
public record DatabaseSettings(
    String url, String user, String password, int poolSize, Duration queryTimeout) {

  /**
   * Two cores keep about five connections busy; the others wait for locks or the disk. More would
   * only make them wait inside the database.
   */
  public static final int DEFAULT_POOL_SIZE = 12;

  /** What {@code query.timeout} is unless it is set. */
  public static final Duration DEFAULT_QUERY_TIMEOUT = Duration.ofSeconds(10);

  public DatabaseSettings {
    Objects.requireNonNull(url);
    Objects.requireNonNull(user);
    Objects.requireNonNull(password);
    Objects.requireNonNull(queryTimeout);
  }

  /** Settings with the defaults for everything but the address. */
  public static DatabaseSettings of(String url, String user, String password) {
    return new DatabaseSettings(url, user, password, DEFAULT_POOL_SIZE, DEFAULT_QUERY_TIMEOUT);
  }

  /** The same database, used so much. */
  public DatabaseSettings with(int poolSize, Duration queryTimeout) {
    return new DatabaseSettings(url, user, password, poolSize, queryTimeout);
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
