package dev.usher.store;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransientConnectionException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** MariaDB's error numbers in the words of {@link StoreException}. */
final class SqlErrors {
  /** The key stands last; what stands before it may quote anything. */
  private static final Pattern DUPLICATE_KEY = Pattern.compile("(?s).*'(?:[^'.]*\\.)?([^']*)'");

  private static final Pattern CONSTRAINT = Pattern.compile("CONSTRAINT `([^`]+)`");

  /** How error 1290 names the limit of a session's memory; it has no number of its own. */
  private static final String SESSION_MEMORY = "--max-session-mem-used";

  private SqlErrors() {}

  /** Empty when the error is none that the rooms above can act on: then it is a bug. */
  static Optional<StoreException> convert(Throwable thrown) {
    for (Throwable each = thrown; each != null; each = each.getCause()) {
      if (each instanceof StoreException already) {
        return Optional.of(already);
      }
      if (each instanceof SQLException sql) {
        return Optional.ofNullable(named(sql));
      }
    }
    return Optional.empty();
  }

  private static StoreException named(SQLException error) {
    return switch (error.getErrorCode()) {
      case 1062, 1586 -> new StoreException.DuplicateKey(name(DUPLICATE_KEY, error), error);
      case 1451, 1452 -> new StoreException.ForeignKey(name(CONSTRAINT, error), error);
      case 1213 -> new StoreException.Conflict("deadlock, or another cluster node wrote it", error);
      case 1205 -> new StoreException.Conflict("waited too long for a lock", error);
      case 1020 -> new StoreException.Conflict("the row changed since it was read", error);
      case 1412, 1615 -> new StoreException.Conflict("a table changed its definition", error);
      // By max_statement_time, or by an operator's KILL QUERY.
      case 1969, 3024, 1317 -> new StoreException.QueryTimeout(error);
      // No room to sort in, or on the stack; more tables in a join, or parameters, than there may
      // be.
      case 1038, 1119, 1436, 1116, 1390 -> new StoreException.TooLarge(error);
      case 1290 -> preventedByOption(error);
      // Too many connections, shutting down, connection killed, node not part of its cluster's
      // majority; the server has no memory.
      case 1040, 1203, 1053, 1927, 1047, 1037, 1041 -> unavailable(error);
      default -> byClass(error);
    };
  }

  private static StoreException preventedByOption(SQLException error) {
    return String.valueOf(error.getMessage()).contains(SESSION_MEMORY)
        ? new StoreException.TooLarge(error)
        : unavailable(error); // read-only after a switch of the primary
  }

  private static StoreException byClass(SQLException error) {
    if (error instanceof SQLTimeoutException) {
      return new StoreException.QueryTimeout(error);
    }
    boolean connection =
        error instanceof SQLTransientConnectionException
            || error instanceof SQLNonTransientConnectionException
            || (error.getSQLState() != null && error.getSQLState().startsWith("08"));
    return connection ? unavailable(error) : null;
  }

  private static StoreException unavailable(SQLException error) {
    return new StoreException.Unavailable("the database cannot be reached", error);
  }

  private static String name(Pattern pattern, SQLException error) {
    Matcher matcher = pattern.matcher(String.valueOf(error.getMessage()));
    return matcher.find() ? matcher.group(1) : "";
  }
}
