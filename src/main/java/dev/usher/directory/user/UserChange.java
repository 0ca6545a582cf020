package dev.usher.directory.user;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.usher.directory.access.LastAdministrator;
import dev.usher.directory.access.UnusableValues;
import dev.usher.directory.account.Account;
import dev.usher.directory.account.AccountSettings.Activation;
import dev.usher.directory.catalogue.Catalogue;
import dev.usher.directory.group.Memberships;
import dev.usher.directory.invitation.Invitations;
import dev.usher.directory.license.Seat;
import dev.usher.directory.license.Seats;
import dev.usher.scim.error.ScimException;
import dev.usher.store.Tx;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * One user changing in one transaction: the state machine, and what follows from each of its steps.
 * Locks are taken in the order account, pools, groups, user, invitation.
 */
final class UserChange {
  private final Tx tx;
  private final Account account;
  private final Catalogue catalogue;
  private final Invitations invitations;
  private final Memberships memberships;
  private final UserRows rows;
  private final UserStore store;
  private final Instant now;

  UserChange(
      Tx tx,
      Account account,
      Catalogue catalogue,
      Invitations invitations,
      Memberships memberships,
      UserRows rows,
      Instant now) {
    this.tx = tx;
    this.account = account;
    this.catalogue = catalogue;
    this.invitations = invitations;
    this.memberships = memberships;
    this.rows = rows;
    this.store = new UserStore(rows, tx, account.id());
    this.now = now;
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
    UserState state = read(Optional.empty(), document, status).state();
    if (status.active()) {
      takeSeats(state);
    }
    User user = store.insert(id, state, now);
    if (status == Status.Pending) {
      invitations.open(tx, account.id(), id, address(state), now);
    }
    return user;
  }

  private void takeSeats(UserState state) {
    try {
      Seats.move(tx, account.id(), Set.of(), state.seats());
    } catch (ScimException noSeat) {
      // Providers read 409 as "exists" and go on to match the user, so it comes before the seats.
      throw store.userNameTaken(state.userName()) ? UserStore.userNameTaken(state) : noSeat;
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
    UserReconciler.Outcome outcome = read(Optional.of(old), document, status);
    if (isStored(old, outcome.state())) {
      return user;
    }
    LastAdministrator administrators = guard(user, outcome.state());
    UserState state = outcome.state().withSeats(moveSeats(old, outcome));
    User updated = store.update(user, state, now);
    followUp(user.id(), old, state);
    administrators.check();
    return updated;
  }

  /** Removes the user and everything that hangs on it, memberships too. */
  void delete(User user) {
    LastAdministrator administrators = LastAdministrator.guard(tx, account.id(), user.id());
    Seats.move(tx, account.id(), user.state().heldSeats(), Set.of());
    memberships.leaveAll(tx, account.id(), user.id(), now);
    store.delete(user);
    administrators.check();
  }

  private UserReconciler.Outcome read(
      Optional<UserState> before, ObjectNode document, Status status) {
    UnusableValues unusable = status.active() ? UnusableValues.refused() : UnusableValues.skipped();
    return new UserReconciler(catalogue, before).read(document, status, unusable);
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
        : LastAdministrator.guard(tx, account.id(), user.id());
  }

  private Set<Seat> moveSeats(UserState old, UserReconciler.Outcome outcome) {
    UserState state = outcome.state();
    if (!old.status().active() && state.status().active() && !outcome.licensesNamed()) {
      return Seats.restore(tx, account.id(), old.seats());
    }
    Seats.move(tx, account.id(), old.heldSeats(), state.heldSeats());
    return state.seats();
  }

  private void followUp(UUID user, UserState old, UserState state) {
    if (state.status() == Status.Pending && old.status() == Status.Inactive) {
      invitations.open(tx, account.id(), user, address(state), now);
    } else if (old.status() == Status.Pending && state.status() != Status.Pending) {
      invitations.revoke(tx, account.id(), user);
    } else if (state.status() == Status.Pending && !address(old).equals(address(state))) {
      invitations.readdress(tx, account.id(), user, address(state), now);
    }
  }

  private Optional<String> address(UserState state) {
    return InvitationAddress.of(state.userName(), rows.emails(state.profile()));
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
