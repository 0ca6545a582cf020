package dev.usher.directory.catalogue;

import dev.usher.directory.catalogue.Catalogue.License;
import dev.usher.directory.catalogue.Catalogue.Organization;
import dev.usher.directory.catalogue.CatalogueElement.Kind;
import dev.usher.store.Tx;
import dev.usher.store.catalogue.CatalogueMapper;
import dev.usher.store.catalogue.LicenseRow;
import dev.usher.store.catalogue.OrganizationRow;
import dev.usher.store.catalogue.PoolRow;
import dev.usher.store.catalogue.ProjectRow;
import dev.usher.store.catalogue.RoleRow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;

/** Writes a difference, rows that others refer to first and dropped ones last. */
final class CatalogueWriter {
  /** Rows in a statement: few round trips, and no statement too long. */
  private static final int CHUNK = 500;

  private final CatalogueMapper mapper;
  private final UUID accountId;
  private final CatalogueDifference difference;

  private CatalogueWriter(Tx tx, UUID accountId, CatalogueDifference difference) {
    this.mapper = tx.mapper(CatalogueMapper.class);
    this.accountId = accountId;
    this.difference = difference;
  }

  /** Writes what the difference says of the wanted catalogue. */
  static void write(Tx tx, UUID accountId, Catalogue wanted, CatalogueDifference difference) {
    CatalogueWriter writer = new CatalogueWriter(tx, accountId, difference);
    writer.put(wanted);
    writer.drop();
  }

  /** Writes the project that stands for all of them. */
  static void writeStandingProject(Tx tx, UUID accountId) {
    tx.mapper(CatalogueMapper.class)
        .putProjects(
            accountId, List.of(new ProjectRow(Catalogue.ALL_PROJECTS, "All projects", null, 0)));
  }

  private void put(Catalogue wanted) {
    chunks(organizations(wanted), rows -> mapper.putOrganizations(accountId, rows));
    chunks(
        rows(
            Kind.PROJECT,
            wanted.projects(),
            Catalogue.Project::id,
            (each, at) -> new ProjectRow(each.id(), each.displayName(), each.organization(), at)),
        rows -> mapper.putProjects(accountId, rows));
    chunks(
        rows(
            Kind.ACCOUNT_ROLE,
            wanted.accountRoles(),
            Catalogue.AccountRole::id,
            (each, at) ->
                new RoleRow(
                    each.id(), each.displayName(), each.administrative(), each.isDefault(), at)),
        rows -> mapper.putAccountRoles(accountId, rows));
    chunks(
        rows(
            Kind.PROJECT_ROLE,
            wanted.projectRoles(),
            Catalogue.ProjectRole::id,
            (each, at) -> new RoleRow(each.id(), each.displayName(), false, each.isDefault(), at)),
        rows -> mapper.putProjectRoles(accountId, rows));
    chunks(
        rows(
            Kind.LICENSE,
            wanted.licenses(),
            License::id,
            (each, at) -> new LicenseRow(each.id(), each.displayName(), at)),
        rows -> mapper.putLicenses(accountId, rows));
    chunks(pools(wanted), rows -> mapper.putPools(accountId, rows));
  }

  private void drop() {
    for (String pool : difference.removed(Kind.POOL)) {
      PoolName name = PoolName.of(pool);
      mapper.deletePool(accountId, name.license(), name.organization());
    }
    chunks(difference.removed(Kind.LICENSE), ids -> mapper.deleteLicenses(accountId, ids));
    chunks(difference.removed(Kind.PROJECT_ROLE), ids -> mapper.deleteProjectRoles(accountId, ids));
    chunks(difference.removed(Kind.ACCOUNT_ROLE), ids -> mapper.deleteAccountRoles(accountId, ids));
    chunks(difference.removed(Kind.PROJECT), ids -> mapper.deleteProjects(accountId, ids));
    List<String> organizations = difference.removed(Kind.ORGANIZATION);
    chunks(organizations, ids -> mapper.detachOrganizations(accountId, ids));
    chunks(organizations, ids -> mapper.deleteOrganizations(accountId, ids));
  }

  private List<OrganizationRow> organizations(Catalogue wanted) {
    Map<String, Optional<String>> parents = new HashMap<>();
    wanted.organizations().forEach(each -> parents.put(each.id(), each.parent()));
    List<OrganizationRow> rows =
        rows(
            Kind.ORGANIZATION,
            wanted.organizations(),
            Organization::id,
            (each, at) ->
                new OrganizationRow(
                    each.id(),
                    each.displayName(),
                    each.parent().orElse(null),
                    each.isDefault(),
                    at));
    return rows.stream().sorted(Comparator.comparingInt(row -> depth(parents, row.id()))).toList();
  }

  private static int depth(Map<String, Optional<String>> parents, String id) {
    int depth = 0;
    for (Optional<String> at = parents.get(id); at.isPresent(); at = parents.get(at.get())) {
      depth++;
    }
    return depth;
  }

  private List<PoolRow> pools(Catalogue wanted) {
    List<PoolRow> rows = new ArrayList<>();
    for (License license : wanted.licenses()) {
      license.pools().stream()
          .filter(pool -> difference.writes(Kind.POOL, CatalogueElement.poolId(license, pool)))
          .forEach(
              pool ->
                  rows.add(
                      new PoolRow(
                          license.id(), pool.organization().orElse(""), boxed(pool.seats()))));
    }
    return rows;
  }

  private static Integer boxed(OptionalInt seats) {
    return seats.isPresent() ? seats.getAsInt() : null;
  }

  private interface AtPosition<T, R> {
    R row(T element, int position);
  }

  private <T, R> List<R> rows(
      Kind kind, List<T> elements, Function<T, String> id, AtPosition<T, R> make) {
    List<R> rows = new ArrayList<>();
    for (int i = 0; i < elements.size(); i++) {
      if (difference.writes(kind, id.apply(elements.get(i)))) {
        rows.add(make.row(elements.get(i), i));
      }
    }
    return rows;
  }

  private static <R> void chunks(List<R> rows, Consumer<List<R>> write) {
    for (int from = 0; from < rows.size(); from += CHUNK) {
      write.accept(rows.subList(from, Math.min(from + CHUNK, rows.size())));
    }
  }
}
