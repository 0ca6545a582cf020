/** Bulk (RFC 7644 §3.7): runs the operations of one request in as few transactions as is good. */
package dev.usher.directory.bulk;
