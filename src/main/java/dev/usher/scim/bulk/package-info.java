/**
 * Bulk (RFC 7644 §3.7): its messages, the references between its operations, and the order that
 * follows from them.
 */
package dev.usher.scim.bulk;
