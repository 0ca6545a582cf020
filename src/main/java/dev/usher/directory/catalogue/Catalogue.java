package dev.usher.directory.catalogue;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What an account has to give: organizations, projects, roles, licenses. Lists keep the order of
 * the catalogue file; ids compare without case. Immutable; two that list the same are equal.
 */
public final class Catalogue {
  /** Stands for every project in a grant. */
  public static final String ALL_PROJECTS = "ALL";

  private final Shelf<Organization> organizations;
  private final Shelf<Project> projects;
  private final Shelf<AccountRole> accountRoles;
  private final Shelf<ProjectRole> projectRoles;
  private final Shelf<License> licenses;

  /**
   * @param organizations never empty, exactly one the default
   * @param projects without the standing {@link #ALL_PROJECTS}
   * @param accountRoles at most one the default
   * @param projectRoles at most one the default
   * @param licenses with their pools
   */
  public Catalogue(
      List<Organization> organizations,
      List<Project> projects,
      List<AccountRole> accountRoles,
      List<ProjectRole> projectRoles,
      List<License> licenses) {
    this.organizations = Shelf.of(organizations, Organization::id, Organization::isDefault);
    this.projects = Shelf.of(projects, Project::id, project -> false);
    this.accountRoles = Shelf.of(accountRoles, AccountRole::id, AccountRole::isDefault);
    this.projectRoles = Shelf.of(projectRoles, ProjectRole::id, ProjectRole::isDefault);
    this.licenses = Shelf.of(licenses, License::id, license -> false);
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

  /** How many entries there are, and one more. */
  int size() {
    return 1
        + organizations.all().size()
        + projects.all().size()
        + accountRoles.all().size()
        + projectRoles.all().size()
        + licenses.all().stream().mapToInt(license -> 1 + license.pools().size()).sum();
  }

  public List<Organization> organizations() {
    return organizations.all();
  }

  public Optional<Organization> organization(String id) {
    return organizations.find(id);
  }

  public Organization defaultOrganization() {
    return organizations.standard().orElseThrow();
  }

  public List<Project> projects() {
    return projects.all();
  }

  public Optional<Project> project(String id) {
    return projects.find(id);
  }

  public List<AccountRole> accountRoles() {
    return accountRoles.all();
  }

  public Optional<AccountRole> accountRole(String id) {
    return accountRoles.find(id);
  }

  public Optional<AccountRole> defaultAccountRole() {
    return accountRoles.standard();
  }

  public List<ProjectRole> projectRoles() {
    return projectRoles.all();
  }

  public Optional<ProjectRole> projectRole(String id) {
    return projectRoles.find(id);
  }

  public Optional<ProjectRole> defaultProjectRole() {
    return projectRoles.standard();
  }

  public List<License> licenses() {
    return licenses.all();
  }

  public Optional<License> license(String id) {
    return licenses.find(id);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Catalogue catalogue
        && organizations.equals(catalogue.organizations)
        && projects.equals(catalogue.projects)
        && accountRoles.equals(catalogue.accountRoles)
        && projectRoles.equals(catalogue.projectRoles)
        && licenses.equals(catalogue.licenses);
  }

  @Override
  public int hashCode() {
    return Objects.hash(organizations, projects, accountRoles, projectRoles, licenses);
  }

  /**
   * Entries of one kind, found without looking through them.
   *
   * @param byId with keys that compare without case
   * @param standard the one that is the default
   */
  private record Shelf<T>(List<T> all, Map<String, T> byId, Optional<T> standard) {

    static <T> Shelf<T> of(List<T> all, Function<T, String> id, Predicate<T> isDefault) {
      Map<String, T> byId = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
      all.forEach(each -> byId.putIfAbsent(id.apply(each), each));
      return new Shelf<>(List.copyOf(all), byId, all.stream().filter(isDefault).findFirst());
    }

    Optional<T> find(String id) {
      return Optional.ofNullable(byId.get(id));
    }
  }
}
