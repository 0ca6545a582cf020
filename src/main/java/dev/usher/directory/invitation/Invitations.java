package dev.usher.directory.invitation;

import dev.usher.scim.error.ShortText;
import dev.usher.store.Tx;
import dev.usher.store.invitation.InvitationMapper;
import dev.usher.store.invitation.NewInvitation;
import dev.usher.store.invitation.NewMail;
import dev.usher.store.invitation.OutboxMapper;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * How people get in: at most one open invitation a person, none for those who are in or out. A mail
 * is a row written with the invitation, and waits until a worker sends it; it goes when its
 * invitation closes.
 *
 * <p>Callers have written the user's row before, so that nobody else touches the person's
 * invitations at the same time.
 */
public final class Invitations {
  /** As long as the column is. */
  private static final int NAME = 255;

  private final InvitationLinks links;
  private final InvitationSettings settings;
  private final Supplier<UUID> ids;

  /**
   * @param ids makes UUIDv7s
   */
  public Invitations(InvitationLinks links, InvitationSettings settings, Supplier<UUID> ids) {
    this.links = links;
    this.settings = settings;
    this.ids = ids;
  }

  /**
   * What is opened.
   *
   * @param id of the invitation
   * @param address where it goes; empty when the person has no address, then its link can be copied
   * @param summary as the person's resource shows it
   */
  public record Opened(UUID id, Optional<String> address, InvitationSummary summary) {}

  /** When the mail of an invitation may go. */
  public enum Mailing {
    /** After the settable delay. */
    DELAYED,
    AT_ONCE
  }

  /**
   * Who is invited.
   *
   * @param invitedBefore whether there is an invitation already, open or not
   * @param address where it goes; empty when the person has none
   */
  public record Invitee(UUID user, boolean invitedBefore, Optional<String> address) {}

  /**
   * Opens an invitation, in place of the open one if there is one.
   *
   * @param invitedBy who invites, as people know them
   */
  public Opened open(
      Tx tx, UUID account, Invitee invitee, String invitedBy, Mailing mailing, Instant now) {
    UUID id = ids.get();
    Instant expiresAt = now.plus(settings.expiry());
    NewInvitation row =
        new NewInvitation(
            account,
            id,
            invitee.user(),
            invitee.address().orElse(null),
            now,
            expiresAt,
            ShortText.cut(invitedBy, NAME),
            links.currentKey());
    InvitationMapper mapper = tx.mapper(InvitationMapper.class);
    if (invitee.invitedBefore()) {
      close(tx, account, invitee.user(), InvitationStatus.SUPERSEDED);
      mapper.makeRoom(account, invitee.user());
      mapper.insert(row);
    } else {
      tx.later(NewInvitation.class, List.of(row), mapper::insertFirst);
    }
    if (invitee.address().isPresent()) {
      Duration delay = mailing == Mailing.AT_ONCE ? Duration.ZERO : settings.mailDelay();
      NewMail mail = new NewMail(ids.get(), id, now, now.plus(delay));
      OutboxMapper outbox = tx.mapper(OutboxMapper.class);
      tx.later(NewMail.class, List.of(mail), mails -> outbox.insert(account, mails));
    }
    return new Opened(id, invitee.address(), InvitationSummary.opened(expiresAt));
  }

  /** Kills the open link; tells whether there was one. */
  public boolean revoke(Tx tx, UUID account, UUID user) {
    return close(tx, account, user, InvitationStatus.REVOKED);
  }

  /** Uses the link up; tells whether it was still open. */
  public boolean accept(Tx tx, Invitation invitation, Instant now) {
    boolean accepted =
        tx.mapper(InvitationMapper.class).accept(invitation.account(), invitation.id(), now) == 1;
    tx.mapper(OutboxMapper.class).deleteOf(invitation.account(), invitation.user());
    return accepted;
  }

  /** The invitation that a link is for, open or not; empty when Usher did not make the link. */
  public Optional<Invitation> byToken(Tx tx, String token) {
    return LinkToken.parse(token)
        .flatMap(
            parsed ->
                tx.mapper(InvitationMapper.class)
                    .find(parsed.account(), parsed.invitation())
                    .map(Invitation::of)
                    .filter(invitation -> links.matches(parsed, invitation)));
  }

  /** One invitation of the account. */
  public Optional<Invitation> find(Tx tx, UUID account, UUID id) {
    return tx.mapper(InvitationMapper.class).find(account, id).map(Invitation::of);
  }

  /** The person's last invitation, open or not. */
  public Optional<Invitation> latest(Tx tx, UUID account, UUID user) {
    return tx.mapper(InvitationMapper.class).latest(account, user).map(Invitation::of);
  }

  /** The link, while it works. */
  public Optional<String> openLink(Invitation invitation, Instant now) {
    return invitation.status(now) == InvitationStatus.PENDING
        ? links.link(invitation)
        : Optional.empty();
  }

  private static boolean close(Tx tx, UUID account, UUID user, InvitationStatus status) {
    boolean closed = tx.mapper(InvitationMapper.class).close(account, user, status.wireName()) > 0;
    if (closed) {
      tx.mapper(OutboxMapper.class).deleteOf(account, user);
    }
    return closed;
  }
}
