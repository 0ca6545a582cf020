/**
 * Where one request ends and the next begins (RFC 9112): pure parsers of request heads and chunked
 * bodies, which know nothing of the HTTP server that feeds them.
 */
package dev.usher.http.framing;
