package dev.usher.cli.bench;

import java.util.Optional;

/**
 * One request of a workload.
 *
 * @param path below the SCIM base, with its query
 * @param body empty for none
 * @param limit the operation of {@link LimitOperations} that does the same, a slash, and its key
 */
record Call(String method, String path, Optional<String> body, String limit) {

  static Call get(String path, String limit) {
    return new Call("GET", path, Optional.empty(), limit);
  }

  static Call with(String method, String path, String body, String limit) {
    return new Call(method, path, Optional.of(body), limit);
  }

  /** What it is, without whom it is about. */
  String operation() {
    return limit.substring(0, limit.indexOf('/'));
  }
}
