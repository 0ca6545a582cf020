package dev.usher.http.admission;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.glassfish.grizzly.Buffer;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.EmptyCompletionHandler;
import org.glassfish.grizzly.WriteResult;
import org.glassfish.grizzly.http.HttpContent;
import org.glassfish.grizzly.http.HttpResponsePacket;
import org.glassfish.grizzly.memory.Buffers;
import org.glassfish.grizzly.memory.MemoryManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends an answer piece by piece: the next one when the connection has taken the last. A piece is
 * written by the thread that is there, the worker's or a selector's; none waits.
 */
final class AnswerSender {
  /** No more than what an answer always holds of the budget. */
  private static final int PIECE = 64 * 1024;

  private static final Logger LOG = LoggerFactory.getLogger(AnswerSender.class);

  private final Call call;
  private final ClientConnection client;
  private final Answer answer;
  private final HttpResponsePacket response;
  private final Optional<Spool.SpoolFile> file;

  /** The pieces that may be written; above zero, a thread writes them. */
  private final AtomicInteger due = new AtomicInteger();

  private boolean begun;
  private long position;

  AnswerSender(Call call, ClientConnection client, Answer answer) {
    this.call = call;
    this.client = client;
    this.answer = answer;
    this.response = call.request().getResponse();
    this.file = answer.body().flatMap(AnswerBody::file);
  }

  void send() {
    response.setStatus(answer.status());
    answer.fields().forEach(field -> response.addHeader(field.name(), field.value()));
    if (answer.length().isPresent()) {
      response.setContentLengthLong(answer.length().getAsLong());
    } else {
      response.setChunked(true);
    }
    next();
  }

  /** Writes in a loop what may be written, however deep the calls that say so are nested. */
  private void next() {
    if (due.getAndIncrement() > 0) {
      return;
    }
    do {
      try {
        write();
      } catch (IOException | RuntimeException e) {
        LOG.warn("An answer could not be sent", e);
        client.connection().terminateSilently();
        call.end(answer);
      }
    } while (due.decrementAndGet() > 0);
  }

  private void write() throws IOException {
    Buffer content;
    if (begun) {
      Spool.SpoolFile spooled = file.orElseThrow();
      int count = (int) Math.min(PIECE, spooled.length() - position);
      content = wrap(spooled.read(position, count), count);
      position += count;
    } else {
      begun = true;
      content = inMemory();
    }
    boolean last = file.isEmpty() || position == file.get().length();
    write(content, last);
  }

  private Buffer inMemory() {
    Buffer content = Buffers.EMPTY_BUFFER;
    if (answer.body().isPresent()) {
      Segments memory = answer.body().get().memory();
      for (int i = 0; i < memory.count(); i++) {
        Buffer segment = wrap(memory.array(i), memory.used(i));
        content = i == 0 ? segment : Buffers.appendBuffers(memoryManager(), content, segment);
      }
      memory.clear();
    }
    return content;
  }

  private Buffer wrap(byte[] bytes, int count) {
    return Buffers.wrap(memoryManager(), bytes, 0, count);
  }

  private MemoryManager<?> memoryManager() {
    return client.connection().getMemoryManager();
  }

  @SuppressWarnings("unchecked")
  private void write(Buffer content, boolean last) {
    HttpContent piece = HttpContent.builder(response).content(content).last(last).build();
    ((Connection<Object>) client.connection()).write(piece, new Written(content.remaining(), last));
  }

  /** What follows a piece. */
  private final class Written extends EmptyCompletionHandler<WriteResult<Object, Object>> {
    private final int count;
    private final boolean last;

    Written(int count, boolean last) {
      this.count = count;
      this.last = last;
    }

    @Override
    public void completed(WriteResult<Object, Object> result) {
      client.sent(count);
      if (last) {
        call.end(answer);
      } else {
        next();
      }
    }

    @Override
    public void failed(Throwable error) {
      call.end(answer);
    }

    @Override
    public void cancelled() {
      call.end(answer);
    }
  }
}
