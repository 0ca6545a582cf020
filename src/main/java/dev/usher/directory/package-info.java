/** The domain and its rules. Owns transactions. */
package dev.usher.directory;
