package dev.usher.directory.catalogue;

/**
 * A pool's name taken apart.
 *
 * @param organization it is dedicated to; empty for the account's
 * @param license whose seats it has
 */
record PoolName(String organization, String license) {

  /** From {@code KSE} or {@code OG-12:KSE}; ids have no colon. */
  static PoolName of(String text) {
    int colon = text.indexOf(':');
    return new PoolName(text.substring(0, Math.max(colon, 0)), text.substring(colon + 1));
  }
}
