package dev.usher.store.account;

import java.util.UUID;

/**
 * An account that has changed.
 *
 * @param last the last number that was given to any account
 * @param accountId the account, or null for none
 */
public record AccountChangeRow(long last, UUID accountId) {}
