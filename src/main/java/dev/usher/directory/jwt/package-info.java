/**
 * Signed JWTs of others, and the keys that verify them. The one place that knows the JOSE library.
 */
package dev.usher.directory.jwt;
