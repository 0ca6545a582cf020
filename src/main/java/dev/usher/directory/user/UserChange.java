package dev.usher.directory.user;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.usher.directory.access.LastAdministrator;
import dev.usher.directory.access.UnusableValues;
import dev.usher.directory.account.Account;
import dev.usher.directory.account.AccountSettings.Activation;
import dev.usher.directory.audit.Action;
import dev.usher.directory.audit.AuditEntry;
import dev.usher.directory.audit.Target;
import dev.usher.directory.catalogue.Catalogue;
import dev.usher.directory.group.Memberships;
import dev.usher.directory.invitation.Invitation;
import dev.usher.directory.invitation.Invitations;
import dev.usher.directory.invitation.Invitations.Mailing;
import dev.usher.directory.license.Seat;
import dev.usher.directory.license.Seats;
import dev.usher.scim.error.ScimException;
import dev.usher.store.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/**
 * One user changing in one transaction: the state machine, and what follows from each of its steps.
 * Locks are taken in the order account, pools, groups, user, invitation.
 */
final class UserChange {
  private final Tx tx;
  private final Account account;
  private final Catalogue catalogue;
  private final Memberships memberships;
  private final UserRows rows;
  private final UserStore store;
  private final UserTrail trail;
  private final InvitationSteps invitation;
  private final Attempt attempt;
  private final Instant now;
  private final Set<Seat> uncounted = new TreeSet<>();

  UserChange(
      Tx tx,
      Account account,
      Catalogue catalogue,
      Invitations invitations,
      Memberships memberships,
      UserRows rows,
      Attempt attempt,
      Instant now) {
    this.tx = tx;
    this.account = account;
    this.catalogue = catalogue;
    this.memberships = memberships;
    this.rows = rows;
    this.store = new UserStore(rows, tx, account.id());
    this.trail = new UserTrail(rows);
    this.attempt = attempt;
    this.now = now;
    this.invitation =
        new InvitationSteps(
            tx, account.id(), invitations, rows, store, trail, attempt.caller(), now);
  }

  /** What has been done so far, for the audit trail. */
  List<AuditEntry> trail() {
    return trail.entries();
  }

  Catalogue catalogue() {
    return catalogue;
  }

  /**
   * Adds a user.
   *
   * @param document canonical, without nulls
   * @throws ScimException 409 {@code uniqueness}, 400 {@code invalidValue}
   */
  User create(UUID id, ObjectNode document) {
    Status status = active(document) ? welcomed() : Status.Inactive;
    UnusableValues unusable = unusable(status);
    UserReconciler.Outcome outcome = read(Optional.empty(), document, status, unusable);
    UserState state = outcome.state();
    if (status.active()) {
      takeSeats(state);
    }
    User user = store.insert(id, state, UserRows.emails(outcome.profile()), now);
    trail.created(user, outcome.profile());
    trail.skipped(user, unusable.left());
    return status == Status.Pending ? invitation.send(user, Mailing.DELAYED) : user;
  }

  private void takeSeats(UserState state) {
    try {
      moveSeats(
          new Target("User", Optional.empty(), Optional.of(state.userName())),
          Set.of(),
          state.seats());
    } catch (ScimException noSeat) {
      // Providers read 409 as "exists" and go on to match the user, so it comes before the seats.
      throw store.userNameTaken(state.userName()) ? UserStore.taken(state.userName()) : noSeat;
    }
  }

  /**
   * Changes a user to what a document says; a document that says what is stored changes nothing.
   *
   * @param document canonical, complete, without nulls
   */
  User update(User user, ObjectNode document) {
    UserState old = user.state();
    Status status = statusAfter(old.status(), active(document));
    UnusableValues unusable = unusable(status);
    UserReconciler.Outcome outcome = read(Optional.of(user), document, status, unusable);
    if (isStored(old, outcome.state())) {
      return user;
    }
    LastAdministrator administrators = guard(user, outcome.state());
    UserState state = outcome.state().withSeats(moveSeats(user, outcome));
    User updated = store.update(user, state, now);
    trail.changed(user, updated);
    trail.skipped(updated, unusable.left());
    trail.uncounted(updated, uncounted);
    User followed = followUp(user, updated);
    check(administrators, user, losingAction(old, state));
    return followed;
  }

  /** Removes the user and everything that hangs on it, memberships too. */
  void delete(User user) {
    LastAdministrator administrators = guard(user);
    uncounted.addAll(Seats.move(tx, account.id(), user.state().heldSeats(), Set.of()));
    memberships.leaveAll(tx, account.id(), user.id(), now);
    store.delete(user);
    trail.deleted(user);
    trail.uncounted(user, uncounted);
    check(administrators, user, Action.USER_DELETED);
  }

  /**
   * Sends an invitation, again or anew; an Inactive user comes back with it.
   *
   * @throws ScimException 409 for an Active user, 429 sooner than a minute after the last, 400
   *     {@code invalidValue} when the address cannot be mailed to
   */
  User invite(User user) {
    return switch (user.state().status()) {
      case Active ->
          throw ScimException.conflict("The user is active already; there is nothing to accept.");
      case Pending -> invitation.resend(user);
      case Inactive -> {
        invitation.refuseUnmailable(user);
        yield invitation.send(bringBack(user), Mailing.AT_ONCE);
      }
    };
  }

  private User bringBack(User user) {
    Set<Seat> seats = restore(user);
    UserState state = user.state().withStatus(Status.Pending).withSeats(seats);
    User back = store.update(user, state, now);
    trail.changed(user, back);
    return back;
  }

  /** Kills the user's open invitation. */
  User revoke(User user, Invitation open) {
    return invitation.revoke(user, open);
  }

  /** Nothing changes but the trail. */
  void linkCopied(User user, Invitation open) {
    invitation.linkCopied(user, open);
  }

  private static UnusableValues unusable(Status status) {
    return status.active() ? UnusableValues.refused() : UnusableValues.skipped();
  }

  private UserReconciler.Outcome read(
      Optional<User> user, ObjectNode document, Status status, UnusableValues unusable) {
    UserReconciler.Outcome outcome =
        new UserReconciler(
                catalogue,
                user.map(User::state),
                user.map(each -> rows.unshown(each.state())).orElse(Map.of()),
                account.settings().katalonAlias())
            .read(document, status, unusable);
    return new AdministratorRules(account, catalogue, rows, attempt).apply(user, outcome, unusable);
  }

  private boolean isStored(UserState old, UserState state) {
    return old.equals(state)
        || (old.equals(state.withProfile(old.profile()))
            && rows.object(old.profile()).equals(rows.object(state.profile())));
  }

  private LastAdministrator guard(User user, UserState state) {
    boolean mayLose =
        state.status() != Status.Active || !state.roles().equals(user.state().roles());
    return user.state().roles().isEmpty() || !mayLose
        ? LastAdministrator.notAtStake(tx, account.id())
        : guard(user);
  }

  private LastAdministrator guard(User user) {
    return LastAdministrator.guard(tx, account.id(), user.id(), attempt.locks()::account);
  }

  private Set<Seat> moveSeats(User user, UserReconciler.Outcome outcome) {
    UserState old = user.state();
    UserState state = outcome.state();
    if (!old.status().active() && state.status().active() && !outcome.licensesNamed()) {
      return restore(user);
    }
    moveSeats(UserTrail.target(user), old.heldSeats(), state.heldSeats());
    return state.seats();
  }

  private void moveSeats(Target target, Set<Seat> held, Set<Seat> wanted) {
    attempt.locks().pools(Seats.moving(held, wanted));
    attempt.audited(
        AuditEntry.refused(Action.USER_LICENSES_CHANGED, target, ""),
        () -> {
          uncounted.addAll(Seats.move(tx, account.id(), held, wanted));
          return wanted;
        });
  }

  private Set<Seat> restore(User user) {
    Set<Seat> remembered = user.state().seats();
    attempt.locks().pools(remembered);
    Set<Seat> restored = Seats.restore(tx, account.id(), remembered);
    Set<Seat> lost = new TreeSet<>(remembered);
    lost.removeAll(restored);
    trail.notRestored(user, lost);
    return restored;
  }

  private void check(LastAdministrator administrators, User user, Action action) {
    attempt.audited(
        AuditEntry.refused(action, UserTrail.target(user), ""),
        () -> {
          administrators.check();
          return user;
        });
  }

  private static Action losingAction(UserState old, UserState state) {
    return old.status() == state.status()
        ? Action.USER_ACCOUNT_ROLES_CHANGED
        : Action.USER_STATUS_CHANGED;
  }

  private User followUp(User before, User user) {
    Status old = before.state().status();
    Status status = user.state().status();
    if (status == Status.Pending) {
      return old == Status.Inactive
          ? invitation.send(user, Mailing.DELAYED)
          : invitation.readdress(before, user);
    }
    return old == Status.Pending ? invitation.end(user) : user;
  }

  private Status statusAfter(Status old, boolean active) {
    if (old.active() == active) {
      return old;
    }
    return active ? welcomed() : Status.Inactive;
  }

  private Status welcomed() {
    return account.settings().activation() == Activation.DIRECT ? Status.Active : Status.Pending;
  }

  /** Absent means wanted. */
  private static boolean active(ObjectNode document) {
    JsonNode active = document.path("active");
    return !active.isBoolean() || active.booleanValue();
  }
}
