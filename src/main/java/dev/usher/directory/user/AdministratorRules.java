package dev.usher.directory.user;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.usher.directory.access.AccountRoles;
import dev.usher.directory.access.AssignedRole;
import dev.usher.directory.access.UnusableValues;
import dev.usher.directory.account.Account;
import dev.usher.directory.audit.Action;
import dev.usher.directory.audit.AuditEntry;
import dev.usher.directory.audit.Caller;
import dev.usher.directory.audit.Target;
import dev.usher.directory.catalogue.Catalogue;
import dev.usher.store.user.UserChildren.Email;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * What a connector (a token or an OAuth client) may not do where the account sets {@code
 * forbidAdministrativeRoles}: make a user an administrator, and change what an administrator's
 * sign-in is found by, which are the userName and the e-mail addresses. Otherwise the owner of the
 * new address could sign in as that administrator. Whether a user is an administrator is what is
 * stored before the change, so a request cannot take the role and the address at once.
 *
 * <p>A request that leads to an Inactive user is never refused for these: the value is skipped, so
 * that deprovisioning goes on.
 */
final class AdministratorRules {
  private final Account account;
  private final Catalogue catalogue;
  private final UserRows rows;
  private final Attempt attempt;

  AdministratorRules(Account account, Catalogue catalogue, UserRows rows, Attempt attempt) {
    this.account = account;
    this.catalogue = catalogue;
    this.rows = rows;
    this.attempt = attempt;
  }

  /**
   * What of a request's outcome is allowed.
   *
   * @param user as stored; empty when the user is being created
   * @throws dev.usher.scim.error.ScimException 400 {@code invalidValue} for what is not, unless
   *     {@code unusable} skips it
   */
  UserReconciler.Outcome apply(
      Optional<User> user, UserReconciler.Outcome outcome, UnusableValues unusable) {
    if (!account.settings().forbidAdministrativeRoles()
        || attempt.caller().kind() != Caller.Kind.TOKEN) {
      return outcome;
    }
    return identity(user, roles(user, outcome, unusable), unusable);
  }

  private UserReconciler.Outcome roles(
      Optional<User> user, UserReconciler.Outcome outcome, UnusableValues unusable) {
    List<AssignedRole> old = user.map(each -> each.state().roles()).orElse(List.of());
    if (AccountRoles.administrativeIds(old, catalogue)
        .containsAll(AccountRoles.administrativeIds(outcome.state().roles(), catalogue))) {
      return outcome;
    }
    Target target =
        user.map(UserTrail::target)
            .orElseGet(
                () ->
                    new Target("User", Optional.empty(), Optional.of(outcome.state().userName())));
    return refused(
        Action.USER_ACCOUNT_ROLES_CHANGED,
        target,
        "This account does not let a token make anybody an administrator.",
        unusable,
        () ->
            new UserReconciler.Outcome(
                outcome.state().withRoles(old), outcome.profile(), outcome.licensesNamed()));
  }

  private UserReconciler.Outcome identity(
      Optional<User> user, UserReconciler.Outcome outcome, UnusableValues unusable) {
    if (user.isEmpty() || !AccountRoles.administrative(user.get().state().roles(), catalogue)) {
      return outcome;
    }
    UserState old = user.get().state();
    ObjectNode oldProfile = rows.object(old.profile());
    if (isEqual(old.userName(), outcome.state().userName())
        && addresses(oldProfile).equals(addresses(outcome.profile()))
        && primary(oldProfile).equals(primary(outcome.profile()))) {
      return outcome;
    }
    return refused(
        Action.USER_PROFILE_CHANGED,
        UserTrail.target(user.get()),
        "This account does not let a token change the userName or the e-mail addresses of an"
            + " administrator; an administrator who signed in can.",
        unusable,
        () -> withIdentity(old, oldProfile, outcome));
  }

  /** The outcome but for what the sign-in is found by, which stays as it was. */
  private static UserReconciler.Outcome withIdentity(
      UserState old, ObjectNode oldProfile, UserReconciler.Outcome outcome) {
    ObjectNode profile = outcome.profile().objectNode();
    outcome.profile().properties().forEach(each -> profile.set(each.getKey(), each.getValue()));
    JsonNode emails = oldProfile.get("emails");
    if (emails == null) {
      profile.remove("emails");
    } else {
      profile.set("emails", emails);
    }
    UserState state = outcome.state().withUserName(old.userName()).withProfile(profile.toString());
    return new UserReconciler.Outcome(state, profile, outcome.licensesNamed());
  }

  private UserReconciler.Outcome refused(
      Action action,
      Target target,
      String detail,
      UnusableValues unusable,
      Supplier<UserReconciler.Outcome> without) {
    return attempt.audited(
        AuditEntry.refused(action, target, ""),
        () -> {
          unusable.add(detail);
          return without.get();
        });
  }

  private static Set<String> addresses(ObjectNode profile) {
    return UserRows.emails(profile).stream()
        .map(Email::value)
        .filter(Objects::nonNull)
        .map(AdministratorRules::folded)
        .collect(Collectors.toSet());
  }

  private static Set<String> primary(ObjectNode profile) {
    return UserRows.emails(profile).stream()
        .filter(email -> Boolean.TRUE.equals(email.primary()) && email.value() != null)
        .map(email -> folded(email.value()))
        .collect(Collectors.toSet());
  }

  private static boolean isEqual(String one, String other) {
    return folded(one).equals(folded(other));
  }

  /** Signing in does not heed case. */
  private static String folded(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
