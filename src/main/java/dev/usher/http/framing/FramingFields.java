package dev.usher.http.framing;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The header fields that separate a request from the next one (RFC 9112 §3.2, §6.1–6.3). */
final class FramingFields {
  private static final Set<String> NAMES = Set.of("host", "content-length", "transfer-encoding");

  private Optional<BodyLength> length = Optional.empty();
  private boolean host;

  /** Whether the value of the field matters here; names are not case-sensitive. */
  static boolean has(CharSequence name) {
    return NAMES.contains(name.toString().toLowerCase(Locale.ROOT));
  }

  /**
   * Takes one field line.
   *
   * @param value without white space around it
   * @throws RefusedRequest 400 for a second value and for one that is no length; 501 for a transfer
   *     coding other than chunked
   */
  void add(CharSequence name, String value) {
    switch (name.toString().toLowerCase(Locale.ROOT)) {
      case "host" -> {
        if (host) {
          throw RefusedRequest.malformed("The request has more than one Host header.");
        }
        host = true;
      }
      case "content-length" -> take(BodyLength.announced(value));
      case "transfer-encoding" -> {
        if (!value.equalsIgnoreCase("chunked")) {
          throw new RefusedRequest(501, "The only transfer coding that is offered is chunked.");
        }
        take(BodyLength.CHUNKED);
      }
      default -> throw new IllegalArgumentException("not a framing field");
    }
  }

  private void take(BodyLength another) {
    if (length.isPresent()) {
      throw RefusedRequest.malformed(
          "The request announces its body more than once: send either one Content-Length or"
              + " “Transfer-Encoding: chunked”.");
    }
    length = Optional.of(another);
  }

  /**
   * The length of the body.
   *
   * @param http10 whether the version is HTTP/1.0, which has neither chunks nor a required Host
   * @throws RefusedRequest 400 when the version and the fields do not fit
   */
  BodyLength bodyLength(boolean http10) {
    if (!http10 && !host) {
      throw RefusedRequest.malformed("An HTTP/1.1 request has a Host header.");
    }
    BodyLength found = length.orElse(BodyLength.NONE);
    if (http10 && found.chunked()) {
      throw RefusedRequest.malformed("HTTP/1.0 has no Transfer-Encoding.");
    }
    return found;
  }
}
