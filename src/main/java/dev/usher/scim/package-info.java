/**
 * The protocol itself: schemas, filters, PATCH, queries and errors of RFC 7643, RFC 7644 and RFC
 * 9865. Knows nothing of accounts, HTTP or SQL, and can be tested without any of them.
 */
package dev.usher.scim;
