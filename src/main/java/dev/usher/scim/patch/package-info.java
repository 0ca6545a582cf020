/**
 * PATCH (RFC 7644 §3.5.2): the message is read, the ways in which clients bend it are put right by
 * {@link dev.usher.scim.patch.dialect.OperationFixes}, typed operations come out, and {@link
 * dev.usher.scim.patch.PatchApplier} applies them to a document.
 */
package dev.usher.scim.patch;
