package dev.usher.cli.bench;

import dev.usher.store.plain.PlainTransactions;
import java.net.URI;
import java.util.UUID;

/**
 * The Usher of this process, and its database beside it.
 *
 * @param account that everything is measured in
 * @param token its secret
 * @param tokenId its id, as the audit trail names it
 * @param license the first of the account's licenses
 * @param organization the account's default one
 * @param plain its database
 * @param workers how many requests it works on at once
 */
public record OwnServer(
    URI scimBase,
    UUID account,
    String token,
    UUID tokenId,
    String license,
    String organization,
    PlainTransactions plain,
    int workers) {}
