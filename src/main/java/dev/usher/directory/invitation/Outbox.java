package dev.usher.directory.invitation;

import dev.usher.scim.error.ShortText;
import dev.usher.store.Transactions;
import dev.usher.store.Tx;
import dev.usher.store.invitation.InvitationMapper;
import dev.usher.store.invitation.OutboxMapper;
import dev.usher.store.invitation.OutboxRow;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * The mails that wait to be sent. Workers of several processes share them: one takes a mail by a
 * committed UPDATE that moves its due time behind a lease, so a worker that dies while sending only
 * delays it. A mail is sent at least once, with the same id each time.
 */
public final class Outbox {
  /** As long as the column is. */
  private static final int ERROR = 1_000;

  /** Several, because other workers look at the same mails. */
  private static final int CANDIDATES = 10;

  private final Transactions transactions;
  private final InvitationLinks links;
  private final Supplier<UUID> ids;
  private final Clock clock;

  /**
   * @param ids makes the claims; UUIDs of any kind
   */
  public Outbox(Transactions transactions, InvitationLinks links, Supplier<UUID> ids, Clock clock) {
    this.transactions = transactions;
    this.links = links;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * Takes the mail that has been due for longest.
   *
   * @param lease how long nobody else takes it
   * @return empty when nothing is due
   */
  public Optional<OutgoingMail> take(Duration lease) {
    List<OutboxRow> due;
    do {
      due = transactions.readEach(tx -> tx.mapper(OutboxMapper.class).due(now(), CANDIDATES));
      for (OutboxRow row : due) {
        Optional<OutgoingMail> taken = take(row, lease);
        if (taken.isPresent()) {
          return taken;
        }
      }
    } while (!due.isEmpty());
    return Optional.empty();
  }

  private Optional<OutgoingMail> take(OutboxRow row, Duration lease) {
    UUID claim = ids.get();
    boolean mine =
        transactions.write(
            tx ->
                tx.mapper(OutboxMapper.class)
                        .claim(row.accountId(), row.id(), row.dueAt(), claim, now().plus(lease))
                    == 1);
    return mine ? transactions.write(tx -> read(tx, row, claim)) : Optional.empty();
  }

  /** What to send; a mail that makes no sense any more is given up, so that somebody sees it. */
  private Optional<OutgoingMail> read(Tx tx, OutboxRow row, UUID claim) {
    Optional<Invitation> found =
        tx.mapper(InvitationMapper.class)
            .find(row.accountId(), row.invitationId())
            .map(Invitation::of);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    Invitation invitation = found.get();
    InvitationStatus status = invitation.status(now());
    if (status != InvitationStatus.PENDING) {
      bury(tx, row.accountId(), row.id(), claim, "The invitation is " + status.wireName() + ".");
      return Optional.empty();
    }
    Optional<String> link = links.link(invitation);
    if (link.isEmpty() || invitation.address().isEmpty()) {
      bury(
          tx,
          row.accountId(),
          row.id(),
          claim,
          link.isEmpty()
              ? "The master key that the link was made with is gone; send a new invitation."
              : "The invitation has no address.");
      return Optional.empty();
    }
    return Optional.of(
        new OutgoingMail(
            row.accountId(),
            row.id(),
            row.invitationId(),
            claim,
            row.attempts() + 1,
            invitation.address().get(),
            invitation.personName(),
            invitation.accountName(),
            invitation.invitedBy(),
            link.get(),
            invitation.expiresAt()));
  }

  /** Called when a mail is out. The person's version stays: nothing about them has changed. */
  public void sent(OutgoingMail mail) {
    transactions.write(
        tx -> {
          tx.mapper(InvitationMapper.class).sent(mail.account(), mail.invitation(), now());
          return tx.mapper(OutboxMapper.class).delete(mail.account(), mail.id(), mail.claim());
        });
  }

  /**
   * Puts a mail back.
   *
   * @param error for the operator; no secret in it
   */
  public void postpone(OutgoingMail mail, Duration delay, String error) {
    transactions.write(
        tx -> {
          tx.mapper(OutboxMapper.class)
              .postpone(
                  mail.account(),
                  mail.id(),
                  mail.claim(),
                  now().plus(delay),
                  ShortText.cut(error, ERROR));
          return null;
        });
  }

  /**
   * Gives a mail up; it stays for an operator to see and to retry.
   *
   * @param error for the operator; no secret in it
   */
  public void giveUp(OutgoingMail mail, String error) {
    transactions.write(
        tx -> {
          bury(tx, mail.account(), mail.id(), mail.claim(), error);
          return null;
        });
  }

  private void bury(Tx tx, UUID account, UUID id, UUID claim, String error) {
    tx.mapper(OutboxMapper.class).bury(account, id, claim, now(), ShortText.cut(error, ERROR));
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
