/** Who did what to whom, when, from where, and what came of it. */
package dev.usher.directory.audit;
