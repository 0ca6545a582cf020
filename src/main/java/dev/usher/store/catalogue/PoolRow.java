package dev.usher.store.catalogue;

/**
 * A row of {@code pool} to be written; what is used of it stays.
 *
 * @param license whose seats they are
 * @param organization it is dedicated to; empty for the account's pool
 * @param seats the limit, or null for none
 */
public record PoolRow(String license, String organization, Integer seats) {}
