package dev.usher.store.invitation;

import java.time.Instant;
import java.util.UUID;

/** A mail that is about to wait for its time. */
public record NewMail(UUID id, UUID invitationId, Instant createdAt, Instant dueAt) {}
