package dev.usher.http;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** The ids under which the log knows requests. */
final class RequestIds {
  static final String HEADER = "X-Request-Id";

  /** Long enough for every tracing system's ids; nothing that could forge a line of a log. */
  private static final Pattern SANE = Pattern.compile("[A-Za-z0-9._:/+=@-]{1,128}");

  private RequestIds() {}

  /** The id that the client or a proxy gave, when it is sane; else a new one. */
  static String of(Optional<String> given) {
    return given.filter(id -> SANE.matcher(id).matches()).orElseGet(RequestIds::create);
  }

  static String create() {
    return UUID.randomUUID().toString();
  }
}
