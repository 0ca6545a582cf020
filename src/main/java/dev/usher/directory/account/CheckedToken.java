package dev.usher.directory.account;

/** What an opaque bearer token turned out to be. */
public sealed interface CheckedToken {

  /** It gives access. */
  record Valid(Principal principal) implements CheckedToken {}

  /**
   * It gave access before.
   *
   * @param principal the caller that it belonged to
   * @param reason why it gives no access now; no secret in it
   */
  record Ended(Principal principal, String reason) implements CheckedToken {}

  /** There is no such token. */
  record Unknown() implements CheckedToken {}
}
