package dev.usher.http;

import dev.usher.http.admission.Answer;
import dev.usher.http.admission.AnswerBody;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MultivaluedMap;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.glassfish.grizzly.http.HttpRequestPacket;
import org.glassfish.jersey.server.ContainerResponse;
import org.glassfish.jersey.server.spi.ContainerResponseWriter;

/**
 * The answer that Jersey makes to one request. A second one replaces the first: the error that the
 * failure of the first became.
 */
final class JerseyAnswer implements ContainerResponseWriter {
  /** The property of the request that holds its answer. */
  static final String PROPERTY = "dev.usher.http.answer";

  private final HttpRequestPacket request;
  private final Supplier<AnswerBody> bodies;
  private Optional<AnswerBody> body = Optional.empty();
  private Optional<AnswerStream> stream = Optional.empty();
  private Optional<ContainerResponse> head = Optional.empty();
  private Optional<Throwable> failure = Optional.empty();

  /**
   * @param bodies new ones
   */
  JerseyAnswer(HttpRequestPacket request, Supplier<AnswerBody> bodies) {
    this.request = request;
    this.bodies = bodies;
  }

  /** Where the body goes. */
  AnswerStream begin(MultivaluedMap<String, Object> headers) {
    release();
    AnswerBody collected = bodies.get();
    AnswerStream begun =
        new AnswerStream(
            collected, CompressedAnswers.isWanted(request, headers), request.isHeadRequest());
    body = Optional.of(collected);
    stream = Optional.of(begun);
    return begun;
  }

  /**
   * The body will not be complete.
   *
   * @return what the answer is about: the refusal of a part of the body, or else the failure
   */
  RuntimeException givenUp(AnswerStream begun, Exception failed) throws IOException {
    begun.giveUp();
    Optional<? extends RuntimeException> refusal = body.flatMap(AnswerBody::refusal);
    release();
    if (refusal.isPresent()) {
      return refusal.get();
    }
    if (failed instanceof IOException io) {
      throw io;
    }
    return (RuntimeException) failed;
  }

  /** Gives back what was collected. */
  void release() {
    body.ifPresent(AnswerBody::release);
    body = Optional.empty();
    stream = Optional.empty();
  }

  /** The failure that nothing could be made of. */
  Optional<Throwable> failure() {
    return failure;
  }

  /** The answer, when Jersey is done. */
  Answer complete(List<Answer.Field> always) {
    ContainerResponse given = head.orElseThrow();
    List<Answer.Field> fields = new ArrayList<>(always);
    for (Map.Entry<String, List<String>> header : given.getStringHeaders().entrySet()) {
      for (String value : header.getValue()) {
        if (!header.getKey().equalsIgnoreCase(HttpHeaders.CONTENT_LENGTH)) {
          fields.add(new Answer.Field(header.getKey(), value));
        }
      }
    }
    boolean compressed = stream.map(AnswerStream::isCompressed).orElse(false);
    if (compressed) {
      fields.add(new Answer.Field(HttpHeaders.CONTENT_ENCODING, "gzip"));
    }
    long length = stream.map(AnswerStream::length).orElse(0L);
    Optional<AnswerBody> sent = request.isHeadRequest() ? Optional.empty() : body;
    return new Answer(
        given.getStatus(),
        fields,
        compressed ? OptionalLong.empty() : OptionalLong.of(length),
        sent);
  }

  @Override
  public OutputStream writeResponseStatusAndHeaders(long length, ContainerResponse response) {
    head = Optional.of(response);
    return new Nothing();
  }

  @Override
  public void failure(Throwable error) {
    failure = Optional.of(error);
  }

  @Override
  public void commit() {} // nothing is sent before Jersey is done

  @Override
  public boolean suspend(long timeOut, TimeUnit unit, TimeoutHandler handler) {
    return false; // a resource answers on the worker that called it
  }

  @Override
  public void setSuspendTimeout(long timeOut, TimeUnit unit) {
    throw new IllegalStateException("not suspended");
  }

  @Override
  public boolean enableResponseBuffering() {
    return false;
  }

  /** Jersey has nothing to write: the interceptor took it. */
  private static final class Nothing extends OutputStream {
    @Override
    public void write(int one) {
      throw new UncheckedIOException(new IOException("a byte past the interceptor"));
    }
  }
}
