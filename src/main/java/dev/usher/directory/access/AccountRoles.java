package dev.usher.directory.access;

import dev.usher.directory.catalogue.Catalogue;
import dev.usher.directory.catalogue.Catalogue.AccountRole;
import dev.usher.scim.error.ScimException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The account roles of a person: {@code roles} lists what was assigned, {@code accountRole} is the
 * one that counts.
 */
public final class AccountRoles {
  /** What a role that is made from {@code accountRole} reads as its {@code type}. */
  private static final String DEFAULT_TYPE = "account";

  private AccountRoles() {}

  /** The catalogue's role that an assigned value names. */
  public static Optional<AccountRole> known(AssignedRole role, Catalogue catalogue) {
    return role.value().flatMap(catalogue::accountRole);
  }

  /** The element of {@code roles} that an assigned role reads as. */
  public static AssignedRole element(AssignedRole role, Catalogue catalogue) {
    Optional<AccountRole> known = role.asSent() ? Optional.empty() : known(role, catalogue);
    return new AssignedRole(
        role.value(),
        role.display().or(() -> known.map(AccountRole::displayName)),
        role.type().or(() -> known.map(k -> DEFAULT_TYPE)),
        role.primary(),
        true);
  }

  /**
   * What {@code accountRole} shows: the known element with primary, else the first in catalogue
   * order, else the default role; empty when there is no default either.
   */
  public static Optional<AccountRole> shown(List<AssignedRole> roles, Catalogue catalogue) {
    if (roles.isEmpty()) { // nearly everybody
      return catalogue.defaultAccountRole();
    }
    Optional<AccountRole> primary =
        roles.stream()
            .filter(role -> role.primary().orElse(false))
            .flatMap(role -> known(role, catalogue).stream())
            .findFirst();
    if (primary.isPresent()) {
      return primary;
    }
    return catalogue.accountRoles().stream()
        .filter(
            role ->
                roles.stream()
                    .anyMatch(r -> r.value().filter(role.id()::equalsIgnoreCase).isPresent()))
        .findFirst()
        .or(catalogue::defaultAccountRole);
  }

  /** The ids of those roles in the set that administer the account. */
  public static Set<String> administrativeIds(List<AssignedRole> roles, Catalogue catalogue) {
    return roles.stream()
        .flatMap(role -> known(role, catalogue).stream())
        .filter(AccountRole::administrative)
        .map(AccountRole::id)
        .collect(Collectors.toSet());
  }

  /** Whether any role in the set administers the account. */
  public static boolean administrative(List<AssignedRole> roles, Catalogue catalogue) {
    return roles.stream()
        .flatMap(role -> known(role, catalogue).stream())
        .anyMatch(AccountRole::administrative);
  }

  /**
   * The roles after a request that carried both forms.
   *
   * @param stored the roles until now
   * @param requested {@code roles} as the request leaves it, each as if it had been sent
   * @param accountRole {@code accountRole} as the request leaves it; empty when cleared
   * @param unusable where an unknown {@code accountRole} goes
   * @throws ScimException 400 {@code invalidValue} when both forms changed and contradict each
   *     other
   */
  public static List<AssignedRole> settle(
      List<AssignedRole> stored,
      List<AssignedRole> requested,
      Optional<String> accountRole,
      Catalogue catalogue,
      UnusableValues unusable) {
    List<AssignedRole> roles = unlessShown(requested, stored, catalogue);
    Optional<AccountRole> before = shown(stored, catalogue);
    Optional<AccountRole> wanted = accountRole.flatMap(catalogue::accountRole);
    if (accountRole.isPresent() && wanted.isEmpty()) {
      unusable.add("accountRole: “%s” is not a role of this account.".formatted(accountRole.get()));
      return roles;
    }
    if (wanted.equals(before)) {
      return roles;
    }
    if (roles.equals(stored)) {
      return replaceKnown(stored, wanted, catalogue);
    }
    boolean agree =
        wanted.isPresent()
            ? wanted.equals(shown(roles, catalogue))
            : roles.stream().noneMatch(role -> known(role, catalogue).isPresent());
    if (!agree) {
      throw ScimException.invalidValue(
          "roles and accountRole say different things and neither is the current value; send one of"
              + " them.");
    }
    return roles;
  }

  /** The roles of the catalogue among those assigned, in the order in which they were. */
  public static Set<String> knownIds(List<AssignedRole> roles, Catalogue catalogue) {
    return roles.stream()
        .flatMap(role -> known(role, catalogue).stream())
        .map(AccountRole::id)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /**
   * The roles after a request that carried a plain set of them too.
   *
   * @param stored the roles until now
   * @param settled the roles as {@code roles} and {@code accountRole} have them
   * @param set the ids that the plain set resolves to
   * @throws ScimException 400 {@code invalidValue} when both changed and contradict each other
   */
  public static List<AssignedRole> settle(
      List<AssignedRole> stored,
      List<AssignedRole> settled,
      Form<String> set,
      Catalogue catalogue) {
    if (set.requested().equals(knownIds(stored, catalogue))) {
      return settled;
    }
    if (settled.equals(stored)) {
      return withKnown(stored, set.requested(), catalogue);
    }
    if (!set.requested().equals(knownIds(settled, catalogue))) {
      throw ScimException.invalidValue(
          ("roles or accountRole and %s say different things and neither is the current value; send"
                  + " one of them.")
              .formatted(set.attribute()));
    }
    return settled;
  }

  /** What stays keeps what was said about it; unknown roles stay. */
  private static List<AssignedRole> withKnown(
      List<AssignedRole> stored, Set<String> ids, Catalogue catalogue) {
    List<AssignedRole> result = new ArrayList<>();
    stored.stream()
        .filter(role -> known(role, catalogue).map(k -> ids.contains(k.id())).orElse(true))
        .forEach(result::add);
    Set<String> there = knownIds(stored, catalogue);
    catalogue.accountRoles().stream()
        .map(AccountRole::id)
        .filter(id -> ids.contains(id) && !there.contains(id))
        .map(AccountRoles::assigned)
        .forEach(result::add);
    return List.copyOf(result);
  }

  private static AssignedRole assigned(String id) {
    return new AssignedRole(
        Optional.of(id), Optional.empty(), Optional.empty(), Optional.empty(), false);
  }

  private static List<AssignedRole> replaceKnown(
      List<AssignedRole> stored, Optional<AccountRole> wanted, Catalogue catalogue) {
    List<AssignedRole> result = new ArrayList<>();
    wanted.map(AccountRole::id).map(AccountRoles::assigned).ifPresent(result::add);
    stored.stream().filter(role -> known(role, catalogue).isEmpty()).forEach(result::add);
    return List.copyOf(result);
  }

  /** A client that puts back an element that it has read does not make it its own by that. */
  private static List<AssignedRole> unlessShown(
      List<AssignedRole> requested, List<AssignedRole> stored, Catalogue catalogue) {
    Map<AssignedRole, AssignedRole> byElement = new HashMap<>();
    stored.forEach(role -> byElement.putIfAbsent(element(role, catalogue), role));
    return requested.stream().map(role -> byElement.getOrDefault(role, role)).toList();
  }
}
