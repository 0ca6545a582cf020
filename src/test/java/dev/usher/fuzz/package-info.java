/**
 * Sends the real server what no client would: mutated heads, targets, filters and bodies, each made
 * from a seed and its number alone. {@code scripts/fuzz} runs as many as wanted.
 */
package dev.usher.fuzz;
