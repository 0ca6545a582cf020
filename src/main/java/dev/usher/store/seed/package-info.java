/** Data in bulk, for measuring. */
package dev.usher.store.seed;
