package dev.usher.directory.access;

import java.util.Optional;

/**
 * An account role as it was assigned, in the catalogue or not.
 *
 * @param value the role's key as sent; empty when the element had none
 * @param display as sent; empty reads as the catalogue's
 * @param type as sent; empty reads as {@code account} for a role of the catalogue
 * @param primary as sent; empty when nothing was said
 */
public record AssignedRole(
    Optional<String> value,
    Optional<String> display,
    Optional<String> type,
    Optional<Boolean> primary) {}
