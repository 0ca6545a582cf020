package dev.usher.directory.user;

import dev.usher.directory.account.Principal;
import dev.usher.directory.invitation.Invitation;
import dev.usher.directory.invitation.InvitationStatus;
import dev.usher.scim.error.ScimException;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;

/** What an administrator may do about the invitations of an account's people. */
public final class UserInvitations {
  private final UserTransactions transactions;

  public UserInvitations(UserTransactions transactions) {
    this.transactions = transactions;
  }

  /**
   * Sends an invitation at once: a first one, again, or to bring an Inactive user back.
   *
   * @throws ScimException 400 {@code invalidValue} for an unknown user, 409 for an Active one, 429
   *     sooner than a minute after the last
   */
  public Invitation send(Principal principal, UUID user) {
    AtomicReference<Invitation> sent = new AtomicReference<>();
    transactions.write(
        principal,
        write -> {
          User found =
              write
                  .find(user)
                  .orElseThrow(
                      () ->
                          ScimException.invalidValue(
                              "user.value: there is no user with id %s.".formatted(user)));
          User invited = write.change().invite(found);
          sent.set(
              transactions
                  .invitations()
                  .latest(write.tx(), principal.account().id(), user)
                  .orElseThrow());
          return invited;
        });
    return sent.get();
  }

  /**
   * Kills the link of an invitation. One that is dead already stays as it is.
   *
   * @throws ScimException 404, or 409 when it has been accepted
   */
  public void revoke(Principal principal, UUID invitation) {
    UUID account = principal.account().id();
    transactions.write(
        principal,
        write -> {
          Invitation found =
              transactions
                  .invitations()
                  .find(write.tx(), account, invitation)
                  .orElseThrow(
                      () ->
                          ScimException.notFound(
                              "There is no invitation with id %s.".formatted(invitation)));
          User user = write.find(found.user()).orElseThrow();
          if (found.stored() == InvitationStatus.ACCEPTED) {
            throw ScimException.conflict(
                "The invitation has been accepted; deactivate the user to end the access.");
          }
          return found.stored() == InvitationStatus.PENDING
              ? write.change().revoke(user, found)
              : user;
        });
  }

  /**
   * The link of the person's invitation, while it is open. Somebody who has it can accept, so the
   * trail remembers who asked for it.
   *
   * @throws ScimException 404 when there is no such user
   */
  public Optional<String> copyLink(Principal principal, UUID user) {
    AtomicReference<Optional<String>> copied = new AtomicReference<>(Optional.empty());
    transactions.write(
        principal,
        write -> {
          User found =
              write
                  .find(user)
                  .orElseThrow(
                      () -> ScimException.notFound("There is no user with id %s.".formatted(user)));
          Optional<Invitation> latest =
              transactions.invitations().latest(write.tx(), principal.account().id(), user);
          Optional<String> link =
              latest.flatMap(each -> transactions.invitations().openLink(each, transactions.now()));
          copied.set(link);
          if (link.isPresent()) {
            write.change().linkCopied(found, latest.get());
          }
          return found;
        });
    return copied.get();
  }
}
