/** The master key of an installation, and the keys that links and cursors are made with. */
package dev.usher.directory.key;
