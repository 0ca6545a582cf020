package dev.usher.directory.user;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.usher.directory.audit.Action;
import dev.usher.directory.audit.Audit;
import dev.usher.directory.audit.AuditEntry;
import dev.usher.directory.audit.Caller;
import dev.usher.directory.audit.RequestOrigin;
import dev.usher.directory.invitation.Invitation;
import dev.usher.directory.invitation.InvitationStatus;
import dev.usher.directory.invitation.Invitations;
import dev.usher.store.StoreException;
import dev.usher.store.Transactions;
import dev.usher.store.Tx;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * A person with a link getting in. The link is all they show; it names its account and its
 * invitation, and works once.
 */
public final class Acceptance {
  private final Transactions transactions;
  private final Invitations invitations;
  private final Audit audit;
  private final UserRows rows;
  private final Clock clock;

  public Acceptance(
      Transactions transactions,
      Invitations invitations,
      Audit audit,
      ObjectMapper mapper,
      Clock clock) {
    this.transactions = transactions;
    this.invitations = invitations;
    this.audit = audit;
    this.rows = new UserRows(mapper, clock);
    this.clock = clock;
  }

  /**
   * The invitation of a link, while it is open. Looking changes nothing.
   *
   * @param token as it stands in the link
   */
  public Optional<Invitation> find(String token) {
    return transactions.read(
        tx ->
            invitations
                .byToken(tx, token)
                .filter(each -> each.status(now()) == InvitationStatus.PENDING));
  }

  /**
   * Accepts the invitation of a link: its user is Active from now on.
   *
   * @param token as it stands in the link
   * @return empty when the link does not work, for whatever reason; then nothing has changed
   */
  public Optional<Invitation> accept(String token, RequestOrigin origin) {
    return transactions.write(
        tx -> invitations.byToken(tx, token).flatMap(found -> accept(tx, found, origin)));
  }

  private Optional<Invitation> accept(Tx tx, Invitation invitation, RequestOrigin origin) {
    Instant now = now();
    UserStore store = new UserStore(rows, tx, invitation.account());
    Optional<User> user = store.find(invitation.user());
    if (user.isEmpty()) {
      return Optional.empty();
    }
    Caller caller = Caller.person(invitation.user(), invitation.userName(), origin);
    InvitationStatus status = invitation.status(now);
    if (status != InvitationStatus.PENDING || user.get().state().status() != Status.Pending) {
      refuse(tx, invitation, user.get(), caller, status);
      return Optional.empty();
    }
    // The user's row first: whoever changes the person at the same time comes before or after.
    User active = store.update(user.get(), user.get().state().withStatus(Status.Active), now);
    if (!invitations.accept(tx, invitation, now)) {
      throw new StoreException.Conflict("invitation " + invitation.id());
    }
    UserTrail trail = new UserTrail(rows);
    trail.invitation(active, Action.INVITATION_ACCEPTED, invitation.id());
    trail.changed(user.get(), active);
    audit.record(tx, invitation.account(), caller, trail.entries());
    return Optional.of(invitation);
  }

  private void refuse(
      Tx tx, Invitation invitation, User user, Caller caller, InvitationStatus status) {
    AuditEntry refused =
        AuditEntry.refused(
                Action.INVITATION_REFUSED,
                UserTrail.target(user),
                "The invitation is %s.".formatted(status.wireName()))
            .added("invitation", invitation.id().toString());
    audit.record(tx, invitation.account(), caller, refused);
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
