package dev.usher.store.user;

import java.util.UUID;

/** The rows that hang on a user; a component is null where the column may be. */
public final class UserChildren {

  private UserChildren() {}

  /** A row of that user. */
  public record Of<R>(UUID user, R child) {}

  /**
   * An e-mail address, for searching.
   *
   * @param ordinal its place among them, from 0
   */
  public record Email(int ordinal, String value, String type, String display, Boolean primary) {}

  /**
   * An assigned account role.
   *
   * @param ordinal its place among them, from 0
   * @param asSent whether a null is what a client sent; otherwise it reads as the catalogue's
   */
  public record Role(
      int ordinal, String value, String display, String type, Boolean primary, boolean asSent) {}

  /**
   * A license or a grant as a client wrote it.
   *
   * @param item the text of the seat or the grant
   */
  public record Entitlement(
      String item, String value, String display, String type, Boolean primary) {}

  /** A direct grant. */
  public record ProjectRole(String project, String role) {}

  /** A seat; the organization is empty, not null, for the account's pool. */
  public record License(String license, String organization) {}
}
