package dev.usher.directory.account;

import java.util.UUID;

/**
 * A tenant: everything belongs to exactly one.
 *
 * @param id of the account
 * @param name unique on this installation
 * @param settings as last read, at most 5 s old in a running server; {@link AccountRules} has those
 *     that a write decides by
 */
public record Account(UUID id, String name, AccountSettings settings) {}
