/**
 * The MariaDB that Usher brings along: a real server of its own, in a private directory, reachable
 * through a socket (or loopback) and a generated password only.
 */
package dev.usher.store.embedded;
