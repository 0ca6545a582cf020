package dev.usher.store.plain;

import dev.usher.store.StoreException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.apache.ibatis.session.Configuration;

/**
 * Transactions of plain JDBC on the connections that {@link dev.usher.store.Transactions} uses. For
 * measuring alone: what fails, fails.
 */
public final class PlainTransactions {
  private final DataSource reads;
  private final DataSource writes;
  private final Configuration mappers;

  public PlainTransactions(DataSource reads, DataSource writes, Configuration mappers) {
    this.reads = reads;
    this.writes = writes;
    this.mappers = mappers;
  }

  /** {@link PlainStatement#of} of these mappers. */
  public PlainStatement statement(Class<?> mapper, String id, Map<String, ?> parameters) {
    return PlainStatement.of(mappers, mapper, id, parameters);
  }

  /** Runs reads that see one state. */
  public void read(Consumer<Running> work) {
    run(
        reads,
        running -> {
          running.begin();
          work.accept(running);
        });
  }

  /** Runs a read of one statement. */
  public void readEach(Consumer<Running> work) {
    run(reads, work);
  }

  /** Runs writes and commits them. */
  public void write(Consumer<Running> work) {
    run(writes, work);
  }

  private static void run(DataSource pool, Consumer<Running> work) {
    try (Connection connection = pool.getConnection()) {
      work.accept(new Running(connection));
      connection.commit();
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  private static StoreException failed(SQLException e) {
    return new StoreException.Unavailable("a measured transaction failed", e);
  }

  /** A transaction that runs. */
  public static final class Running {
    private final Connection connection;

    private Running(Connection connection) {
      this.connection = connection;
    }

    private void begin() {
      try (Statement statement = connection.createStatement()) {
        statement.execute("START TRANSACTION");
      } catch (SQLException e) {
        throw failed(e);
      }
    }

    /** Sets the savepoint that each of several writes in one transaction begins with. */
    public void savepoint() {
      try {
        connection.setSavepoint("write");
      } catch (SQLException e) {
        throw failed(e);
      }
    }

    /**
     * Reads every column of every row.
     *
     * @param given values by the names of the statement's parameters
     */
    public List<String[]> query(PlainStatement statement, Map<String, ?> given) {
      try (PreparedStatement prepared = statement.prepare(connection, given);
          ResultSet rows = prepared.executeQuery()) {
        int columns = rows.getMetaData().getColumnCount();
        List<String[]> read = new ArrayList<>();
        while (rows.next()) {
          String[] row = new String[columns];
          for (int i = 0; i < columns; i++) {
            row[i] = rows.getString(i + 1);
          }
          read.add(row);
        }
        return read;
      } catch (SQLException e) {
        throw failed(e);
      }
    }

    /**
     * Inserts what may be there already.
     *
     * @param given values by the names of the statement's parameters
     * @return false when a constraint is against it, and nothing has changed
     */
    public boolean insert(PlainStatement statement, Map<String, ?> given) {
      try {
        change(statement, given);
        return true;
      } catch (SQLIntegrityConstraintViolationException e) {
        return false;
      } catch (SQLException e) {
        throw failed(e);
      }
    }

    /**
     * @param given values by the names of the statement's parameters
     * @return how many rows it changed
     */
    public int update(PlainStatement statement, Map<String, ?> given) {
      try {
        return change(statement, given);
      } catch (SQLException e) {
        throw failed(e);
      }
    }

    private int change(PlainStatement statement, Map<String, ?> given) throws SQLException {
      try (PreparedStatement prepared = statement.prepare(connection, given)) {
        return prepared.executeUpdate();
      }
    }
  }
}
