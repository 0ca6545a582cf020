package dev.usher.http.admission;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * An answer that is complete, and of which nothing was sent.
 *
 * @param status of HTTP
 * @param fields the header, without what is about the connection or the framing
 * @param length the value of {@code Content-Length}; empty for a body in chunks
 * @param body released when it was sent; empty where there is none, as for HEAD
 */
public record Answer(
    int status, List<Field> fields, OptionalLong length, Optional<AnswerBody> body) {

  /** A field of the header. */
  public record Field(String name, String value) {}

  public Answer {
    fields = List.copyOf(fields);
  }

  void release() {
    body.ifPresent(AnswerBody::release);
  }
}
