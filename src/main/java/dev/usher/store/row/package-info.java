/** What columns are in Java, and the reading of the rows that there are many of. */
package dev.usher.store.row;
