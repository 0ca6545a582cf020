package dev.usher.directory.person;

import java.net.URI;

/**
 * Where people of an account sign in.
 *
 * @param issuer the {@code iss} of their tokens
 * @param audience what has to be in the {@code aud} of their tokens
 * @param jwks where the keys are that verify them
 * @param rules what else their tokens have to say
 */
public record OpenIdProvider(String issuer, String audience, URI jwks, TokenRules rules) {}
