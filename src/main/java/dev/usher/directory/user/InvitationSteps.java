package dev.usher.directory.user;

import dev.usher.directory.audit.Action;
import dev.usher.directory.audit.Caller;
import dev.usher.directory.invitation.Invitation;
import dev.usher.directory.invitation.InvitationStatus;
import dev.usher.directory.invitation.InvitationSummary;
import dev.usher.directory.invitation.Invitations;
import dev.usher.directory.invitation.Invitations.Mailing;
import dev.usher.directory.invitation.MailAddress;
import dev.usher.scim.error.ScimException;
import dev.usher.store.StoreException;
import dev.usher.store.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * The invitation of one user changing in one transaction: what the steps of {@link UserChange} mean
 * for it. The user's row comes before the invitation's. Accepting is {@link Acceptance}.
 */
final class InvitationSteps {
  private static final Duration RESEND_PAUSE = Duration.ofSeconds(60);

  private final Tx tx;
  private final UUID account;
  private final Invitations invitations;
  private final UserRows rows;
  private final UserStore store;
  private final UserTrail trail;
  private final Caller caller;
  private final Instant now;

  InvitationSteps(
      Tx tx,
      UUID account,
      Invitations invitations,
      UserRows rows,
      UserStore store,
      UserTrail trail,
      Caller caller,
      Instant now) {
    this.tx = tx;
    this.account = account;
    this.invitations = invitations;
    this.rows = rows;
    this.store = store;
    this.trail = trail;
    this.caller = caller;
    this.now = now;
  }

  /** Invites a user who became Pending in this transaction. */
  User send(User user, Mailing mailing) {
    return open(user, Action.INVITATION_SENT, mailing);
  }

  /**
   * Invites a Pending user once more; the link sent before is dead.
   *
   * @throws ScimException 429 sooner than a minute after the last, 400 {@code invalidValue} when
   *     the address cannot be mailed to
   */
  User resend(User user) {
    refuseHaste(user);
    refuseUnmailable(user);
    User touched = store.update(user, user.state(), now);
    return open(touched, Action.INVITATION_RESENT, Mailing.AT_ONCE);
  }

  /**
   * Refuses to invite a user whose address cannot be mailed to. A user without any address is
   * invited by a link that is copied.
   *
   * @throws ScimException 400 {@code invalidValue}
   */
  void refuseUnmailable(User user) {
    chosenAddress(user.state())
        .flatMap(MailAddress::problem)
        .ifPresent(
            problem -> {
              throw ScimException.invalidValue(
                  "user.value: the user's e-mail address cannot be mailed to: " + problem + ".");
            });
  }

  private void refuseHaste(User user) {
    Optional<Instant> next =
        invitations.latest(tx, account, user.id()).map(i -> i.createdAt().plus(RESEND_PAUSE));
    if (next.isPresent() && next.get().isAfter(now)) {
      throw ScimException.tooManyRequests(
          "An invitation was made less than a minute ago; wait for it to arrive.",
          Duration.between(now, next.get()));
    }
  }

  /** Kills the open invitation of a user who stays Pending. */
  User revoke(User user, Invitation invitation) {
    User touched = store.update(user, user.state(), now);
    if (!invitations.revoke(tx, account, user.id())) {
      throw new StoreException.Conflict("invitation " + invitation.id());
    }
    trail.invitation(user, Action.INVITATION_REVOKED, invitation.id());
    return touched.withInvitation(user.invitation().map(InvitationSummary::revoked));
  }

  /** Kills the invitation, if one is open, of a user who ceased to be Pending. */
  User end(User user) {
    if (!invitations.revoke(tx, account, user.id())) {
      return user;
    }
    trail.invitation(user, Action.INVITATION_REVOKED);
    return user.withInvitation(user.invitation().map(InvitationSummary::revoked));
  }

  /**
   * Sends the open invitation of a Pending user to the new address, if it is another one. A revoked
   * invitation stays so: a new address is no wish to invite.
   */
  User readdress(User before, User user) {
    if (address(before.state()).equals(address(user.state()))) {
      return user;
    }
    boolean open =
        invitations
            .latest(tx, account, user.id())
            .filter(i -> i.stored() == InvitationStatus.PENDING)
            .isPresent();
    return open ? open(user, Action.INVITATION_SUPERSEDED, Mailing.DELAYED) : user;
  }

  /** Nothing changes but the trail. */
  void linkCopied(User user, Invitation invitation) {
    trail.invitation(user, Action.INVITATION_LINK_COPIED, invitation.id());
  }

  private User open(User user, Action action, Mailing mailing) {
    Invitations.Invitee invitee =
        new Invitations.Invitee(user.id(), user.invitation().isPresent(), address(user.state()));
    Invitations.Opened opened =
        invitations.open(tx, account, invitee, caller.display(), mailing, now);
    trail.invited(user, action, opened);
    return user.withInvitation(Optional.of(opened.summary()));
  }

  /** Provisioning never fails for an address: one that cannot be mailed to counts as none. */
  private Optional<String> address(UserState state) {
    return chosenAddress(state).filter(address -> MailAddress.problem(address).isEmpty());
  }

  private Optional<String> chosenAddress(UserState state) {
    return InvitationAddress.of(state.userName(), rows.emails(state.profile()));
  }
}
