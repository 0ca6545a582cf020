package dev.usher.directory.catalogue;

import dev.usher.directory.catalogue.Catalogue.AccountRole;
import dev.usher.directory.catalogue.Catalogue.License;
import dev.usher.directory.catalogue.Catalogue.Organization;
import dev.usher.directory.catalogue.Catalogue.Pool;
import dev.usher.directory.catalogue.Catalogue.Project;
import dev.usher.directory.catalogue.Catalogue.ProjectRole;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Spells a catalogue's ids as another one does. Ids compare without case, and rows refer to them,
 * so the spelling that came first stays.
 */
final class CatalogueSpelling {
  private final Catalogue model;
  private final Map<String, String> organizations;

  private CatalogueSpelling(Catalogue model) {
    this.model = model;
    this.organizations = ids(model.organizations(), Organization::id);
  }

  /** The wanted catalogue, with the ids that the stored one has too spelled as there. */
  static Catalogue of(Catalogue stored, Catalogue wanted) {
    return new CatalogueSpelling(stored).respell(wanted);
  }

  private Catalogue respell(Catalogue wanted) {
    Map<String, String> projects = ids(model.projects(), Project::id);
    Map<String, String> accountRoles = ids(model.accountRoles(), AccountRole::id);
    Map<String, String> projectRoles = ids(model.projectRoles(), ProjectRole::id);
    Map<String, String> licenses = ids(model.licenses(), License::id);
    return new Catalogue(
        map(
            wanted.organizations(),
            each ->
                new Organization(
                    spelled(organizations, each.id()),
                    each.displayName(),
                    each.parent().map(this::organization),
                    each.isDefault())),
        map(
            wanted.projects(),
            each ->
                new Project(
                    spelled(projects, each.id()),
                    each.displayName(),
                    organization(each.organization()))),
        map(
            wanted.accountRoles(),
            each ->
                new AccountRole(
                    spelled(accountRoles, each.id()),
                    each.displayName(),
                    each.administrative(),
                    each.isDefault())),
        map(
            wanted.projectRoles(),
            each ->
                new ProjectRole(
                    spelled(projectRoles, each.id()), each.displayName(), each.isDefault())),
        map(
            wanted.licenses(),
            each ->
                new License(
                    spelled(licenses, each.id()),
                    each.displayName(),
                    map(each.pools(), this::pool))));
  }

  private Pool pool(Pool pool) {
    Optional<String> organization = pool.organization().map(this::organization);
    return new Pool(organization, pool.seats());
  }

  private String organization(String id) {
    return spelled(organizations, id);
  }

  private static String spelled(Map<String, String> known, String id) {
    return known.getOrDefault(CatalogueFile.key(id), id);
  }

  private static <T> Map<String, String> ids(List<T> elements, Function<T, String> id) {
    Map<String, String> ids = new HashMap<>();
    elements.forEach(each -> ids.put(CatalogueFile.key(id.apply(each)), id.apply(each)));
    return ids;
  }

  private static <T> List<T> map(List<T> elements, Function<T, T> change) {
    return elements.stream().map(change).toList();
  }
}
