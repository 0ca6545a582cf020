package dev.usher.directory.audit;

import java.util.Optional;
import java.util.UUID;

/**
 * Who is behind a change, as the trail names them.
 *
 * @param kind what kind of caller
 * @param id of the token or the person; empty for the command line and the service itself
 * @param display the token's name or the person's userName
 * @param origin where the request came from
 */
public record Caller(Kind kind, Optional<UUID> id, String display, RequestOrigin origin) {

  /** Whoever runs the command line. */
  public static Caller operator() {
    return new Caller(Kind.OPERATOR, Optional.empty(), "operator", RequestOrigin.NONE);
  }

  /** Somebody who holds the link that was mailed to that person. */
  public static Caller person(UUID id, String userName, RequestOrigin origin) {
    return new Caller(Kind.PERSON, Optional.of(id), userName, origin);
  }

  /** The kinds of callers. */
  public enum Kind {
    TOKEN("token"),
    PERSON("person"),
    OPERATOR("operator"),
    SYSTEM("system");

    private final String wireName;

    Kind(String wireName) {
      this.wireName = wireName;
    }

    /** The name as it is stored and answered. */
    public String wireName() {
      return wireName;
    }
  }
}
