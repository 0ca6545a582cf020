package dev.usher.directory.invitation;

import dev.usher.store.Tx;
import dev.usher.store.invitation.InvitationMapper;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** How people get in: at most one open invitation a person, none for those who are in or out. */
public final class Invitations {
  private final Supplier<UUID> ids;
  private final Duration expiry;

  /**
   * @param ids makes UUIDv7s
   * @param expiry how long a link works
   */
  public Invitations(Supplier<UUID> ids, Duration expiry) {
    this.ids = ids;
    this.expiry = expiry;
  }

  /**
   * Opens an invitation for somebody who has none open.
   *
   * @param address where it goes; empty when the person has no address, then its link can be copied
   */
  public void open(Tx tx, UUID account, UUID user, Optional<String> address, Instant now) {
    tx.mapper(InvitationMapper.class)
        .insert(account, ids.get(), user, address.orElse(null), now, now.plus(expiry));
  }

  /** Kills the open link, if there is one. */
  public void revoke(Tx tx, UUID account, UUID user) {
    tx.mapper(InvitationMapper.class).close(account, user, "revoked");
  }

  /** Replaces the open invitation, if there is one, by one to another address. */
  public void readdress(Tx tx, UUID account, UUID user, Optional<String> address, Instant now) {
    if (tx.mapper(InvitationMapper.class).close(account, user, "superseded") > 0) {
      open(tx, account, user, address, now);
    }
  }
}
