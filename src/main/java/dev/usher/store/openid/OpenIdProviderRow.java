package dev.usher.store.openid;

import java.util.UUID;

/**
 * The OpenID provider of an account.
 *
 * @param accountId of the account
 * @param issuer the tokens' {@code iss}
 * @param audience the tokens' {@code aud}
 * @param jwksUrl where the keys are
 * @param maxTokenLife seconds from the tokens' {@code iat} to their {@code exp}
 * @param tokenType {@code id}, {@code access} or {@code any}
 * @param adminMaxAge seconds since an administrator's {@code auth_time}, or null for any
 * @param adminAcr what an administrator's {@code acr} may be, with blanks between, or null for any
 */
public record OpenIdProviderRow(
    UUID accountId,
    String issuer,
    String audience,
    String jwksUrl,
    long maxTokenLife,
    String tokenType,
    Long adminMaxAge,
    String adminAcr) {}
