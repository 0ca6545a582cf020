package dev.usher.store.catalogue;

/**
 * An element of a catalogue, of any kind: the catalogue is read in one statement, so that what is
 * read is of one moment.
 *
 * @param kind which table it is from
 * @param id of the element; of a pool, its license's
 * @param displayName null for a pool
 * @param organization of an organization its parent, of a project its own, of a pool the one it is
 *     dedicated to (empty for the account's); null otherwise
 * @param administrative of an account role
 * @param isDefault of an organization or a role
 * @param seats of a pool; null for unlimited
 */
public record CatalogueRow(
    Kind kind,
    String id,
    String displayName,
    String organization,
    boolean administrative,
    boolean isDefault,
    Integer seats) {

  /** The tables of a catalogue. */
  public enum Kind {
    ORGANIZATION,
    PROJECT,
    ACCOUNT_ROLE,
    PROJECT_ROLE,
    LICENSE,
    POOL
  }
}
