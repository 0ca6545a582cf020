/** The rows of an account's catalogue, and what uses them. */
package dev.usher.store.catalogue;
