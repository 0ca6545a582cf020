package dev.usher.store.openid;

import java.util.UUID;

/**
 * The OpenID provider of an account.
 *
 * @param accountId of the account
 * @param issuer the tokens' {@code iss}
 * @param audience the tokens' {@code aud}
 * @param jwksUrl where the keys are
 */
public record OpenIdProviderRow(UUID accountId, String issuer, String audience, String jwksUrl) {}
