/** The rows of users and what hangs on them. */
package dev.usher.store.user;
