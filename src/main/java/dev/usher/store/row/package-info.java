/** Reads the rows that there are many of. */
package dev.usher.store.row;
