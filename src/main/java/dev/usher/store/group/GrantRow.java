package dev.usher.store.group;

/** A role on a project that a group grants. */
public record GrantRow(String project, String role) {}
