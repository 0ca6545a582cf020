package dev.usher.directory;

/**
 * Something of an account as it was read.
 *
 * @param version the number of the account's last change then, {@link AccountChanges#version}
 */
public record Versioned<T>(T value, long version) {}
