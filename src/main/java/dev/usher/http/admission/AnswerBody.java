package dev.usher.http.admission;

import dev.usher.scim.error.ScimException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The body of an answer, collected at the speed of what produces it: the first part in memory, the
 * rest in a file. Nothing of it is sent before it is complete, so a failure in the middle can still
 * become an error. Used by one thread at a time.
 */
public final class AnswerBody extends OutputStream {
  /** Always in memory; what is sent from the file later takes its place. */
  private static final int LEAST_IN_MEMORY = 64 * 1024;

  private static final int MOST_IN_MEMORY = 256 * 1024;
  private static final Duration RETRY_AFTER = Duration.ofSeconds(5);
  private static final Logger LOG = LoggerFactory.getLogger(AnswerBody.class);

  private final MemoryBudget.Charge charge;
  private final Segments memory;
  private final Spool spool;
  private Spool.SpoolFile file;
  private ScimException refusal;

  /**
   * @param budget for what is in memory
   * @param spool for the rest
   */
  public AnswerBody(MemoryBudget budget, Spool spool) {
    this.charge = budget.open(MemoryBudget.Use.ANSWER);
    this.memory = new Segments(charge);
    this.spool = spool;
  }

  /** A short one outside the budget, since it says that there is no room. */
  public static AnswerBody ofRefusal(byte[] bytes) {
    AnswerBody body = new AnswerBody(new MemoryBudget(MOST_IN_MEMORY), null);
    body.write(bytes, 0, bytes.length);
    return body;
  }

  /** The number of bytes. */
  public long length() {
    return memory.length() + (file == null ? 0 : file.length());
  }

  /** Why a write was refused; empty when none was. */
  public Optional<ScimException> refusal() {
    return Optional.ofNullable(refusal);
  }

  /** The part that is in memory. */
  Segments memory() {
    return memory;
  }

  /** The part after it, if any. */
  Optional<Spool.SpoolFile> file() {
    return Optional.ofNullable(file);
  }

  @Override
  public void write(int one) {
    write(new byte[] {(byte) one}, 0, 1);
  }

  /**
   * Appends bytes.
   *
   * @throws ScimException 503 when neither memory nor disk space is left for them; every later
   *     write throws the same
   */
  @Override
  public void write(byte[] from, int offset, int count) {
    if (refusal != null) {
      throw refusal;
    }
    int done = file == null ? toMemory(from, offset, count) : 0;
    if (done < count) {
      toFile(from, offset + done, count - done);
    }
  }

  private int toMemory(byte[] from, int offset, int count) {
    int done = 0;
    while (done < count && memory.length() < MOST_IN_MEMORY) {
      long limit = memory.length() < LEAST_IN_MEMORY ? LEAST_IN_MEMORY : MOST_IN_MEMORY;
      int now = (int) Math.min(count - done, limit - memory.length());
      ByteBuffer source = ByteBuffer.wrap(from, offset + done, now);
      if (!memory.append(source::get, now, MOST_IN_MEMORY - memory.length())) {
        if (memory.length() < LEAST_IN_MEMORY) {
          throw refuse("the memory for answers is used up", null);
        }
        return source.position() - offset;
      }
      done += now;
    }
    return done;
  }

  private void toFile(byte[] from, int offset, int count) {
    try {
      if (file == null) {
        file = spool.create();
      }
      if (!file.append(from, offset, count)) {
        throw refuse("the disk space for answers is used up", null);
      }
    } catch (IOException e) {
      throw refuse("an answer cannot be written to the disk", e);
    }
  }

  private ScimException refuse(String why, IOException cause) {
    LOG.warn("An answer was given up: {}", why, cause);
    refusal =
        ScimException.unavailable(
            "The server has no room for this answer at the moment; try again, or ask for less.",
            RETRY_AFTER,
            cause);
    return refusal;
  }

  @Override
  public void flush() {} // nothing is sent before it is complete

  @Override
  public void close() {} // whoever collects says when it is complete

  /** Gives the memory and the file back. */
  public void release() {
    charge.release();
    memory.clear();
    if (file != null) {
      file.close();
    }
  }
}
