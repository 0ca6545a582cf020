package dev.usher.directory.catalogue;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/**
 * What an account has to give: organizations, projects, roles, licenses. Lists keep the order of
 * the catalogue file; ids compare without case.
 *
 * @param organizations never empty, exactly one the default
 * @param projects without the standing {@link #ALL_PROJECTS}
 * @param accountRoles at most one the default
 * @param projectRoles at most one the default
 * @param licenses with their pools
 */
public record Catalogue(
    List<Organization> organizations,
    List<Project> projects,
    List<AccountRole> accountRoles,
    List<ProjectRole> projectRoles,
    List<License> licenses) {

  /** Stands for every project in a grant. */
  public static final String ALL_PROJECTS = "ALL";

  public Catalogue {
    organizations = List.copyOf(organizations);
    projects = List.copyOf(projects);
    accountRoles = List.copyOf(accountRoles);
    projectRoles = List.copyOf(projectRoles);
    licenses = List.copyOf(licenses);
  }

  /** A node of the account's tree of organizations. */
  public record Organization(
      String id, String displayName, Optional<String> parent, boolean isDefault) {}

  /** A project of an organization. */
  public record Project(String id, String displayName, String organization) {}

  /** A role in the account; an administrative one administers it. */
  public record AccountRole(
      String id, String displayName, boolean administrative, boolean isDefault) {}

  /** A role on a project. */
  public record ProjectRole(String id, String displayName, boolean isDefault) {}

  /** A product with seats. */
  public record License(String id, String displayName, List<Pool> pools) {
    public License {
      pools = List.copyOf(pools);
    }
  }

  /**
   * Where the seats of a license come from.
   *
   * @param organization the organization it is dedicated to; empty for the account's pool
   * @param seats empty for unlimited
   */
  public record Pool(Optional<String> organization, OptionalInt seats) {}

  public Optional<Organization> organization(String id) {
    return find(organizations, Organization::id, id);
  }

  public Organization defaultOrganization() {
    return organizations.stream().filter(Organization::isDefault).findFirst().orElseThrow();
  }

  public Optional<Project> project(String id) {
    return find(projects, Project::id, id);
  }

  public Optional<AccountRole> accountRole(String id) {
    return find(accountRoles, AccountRole::id, id);
  }

  public Optional<AccountRole> defaultAccountRole() {
    return accountRoles.stream().filter(AccountRole::isDefault).findFirst();
  }

  public Optional<ProjectRole> projectRole(String id) {
    return find(projectRoles, ProjectRole::id, id);
  }

  public Optional<ProjectRole> defaultProjectRole() {
    return projectRoles.stream().filter(ProjectRole::isDefault).findFirst();
  }

  public Optional<License> license(String id) {
    return find(licenses, License::id, id);
  }

  private static <T> Optional<T> find(List<T> all, Function<T, String> key, String id) {
    return all.stream().filter(each -> key.apply(each).equalsIgnoreCase(id)).findFirst();
  }
}
