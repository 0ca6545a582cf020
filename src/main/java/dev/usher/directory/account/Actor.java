package dev.usher.directory.account;

import java.util.UUID;

/**
 * Who makes a request, as the audit trail names them.
 *
 * @param kind a token of a connector, a person who signed in, or the operator's command line
 * @param id of the token or the person; null for the command line
 * @param label the token's name or the person's userName
 */
public record Actor(Kind kind, UUID id, String label) {

  /** The kinds of actors. */
  public enum Kind {
    TOKEN,
    PERSON,
    OPERATOR
  }
}
