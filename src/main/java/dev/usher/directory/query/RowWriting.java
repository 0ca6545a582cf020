package dev.usher.directory.query;

import dev.usher.directory.query.PageWriting.ResourceWriting;
import java.io.IOException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.ibatis.session.ResultContext;
import org.apache.ibatis.session.ResultHandler;

/**
 * Writes resources as their rows come in. It remembers what stopped the writing, which MyBatis
 * would take for a failure of the database.
 *
 * @param <W> a row
 * @param <R> what a row becomes
 */
public final class RowWriting<W, R> implements ResultHandler<W> {
  private final Function<? super W, R> resource;
  private final ResourceWriting<? super R> writing;
  private IOException unwritten;
  private RuntimeException failure;

  private RowWriting(Function<? super W, R> resource, ResourceWriting<? super R> writing) {
    this.resource = resource;
    this.writing = writing;
  }

  /**
   * Reads rows and writes each of them.
   *
   * @param statement hands its rows to what it is given
   * @param resource what a row becomes
   * @throws IOException what the writing threw, and so are its unchecked exceptions
   */
  public static <W, R> void run(
      Consumer<ResultHandler<W>> statement,
      Function<? super W, R> resource,
      ResourceWriting<? super R> writing)
      throws IOException {
    RowWriting<W, R> rows = new RowWriting<>(resource, writing);
    statement.accept(rows);
    if (rows.unwritten != null) {
      throw rows.unwritten;
    }
    if (rows.failure != null) {
      throw rows.failure;
    }
  }

  @Override
  public void handleResult(ResultContext<? extends W> row) {
    try {
      writing.write(resource.apply(row.getResultObject()));
    } catch (IOException e) {
      unwritten = e;
      row.stop();
    } catch (RuntimeException e) {
      failure = e;
      row.stop();
    }
  }
}
