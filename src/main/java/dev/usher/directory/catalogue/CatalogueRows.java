package dev.usher.directory.catalogue;

import dev.usher.directory.catalogue.Catalogue.AccountRole;
import dev.usher.directory.catalogue.Catalogue.License;
import dev.usher.directory.catalogue.Catalogue.Organization;
import dev.usher.directory.catalogue.Catalogue.Pool;
import dev.usher.directory.catalogue.Catalogue.Project;
import dev.usher.directory.catalogue.Catalogue.ProjectRole;
import dev.usher.store.catalogue.CatalogueRow;
import dev.usher.store.catalogue.CatalogueRow.Kind;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Makes a catalogue of the rows it is stored in. */
final class CatalogueRows {
  private final Map<Kind, List<CatalogueRow>> rows;

  private CatalogueRows(List<CatalogueRow> rows) {
    this.rows = rows.stream().collect(Collectors.groupingBy(CatalogueRow::kind));
  }

  static Catalogue catalogue(List<CatalogueRow> rows) {
    return new CatalogueRows(rows).catalogue();
  }

  private Catalogue catalogue() {
    List<Organization> organizations =
        all(
            Kind.ORGANIZATION,
            row ->
                new Organization(
                    row.id(),
                    row.displayName(),
                    Optional.ofNullable(row.organization()),
                    row.isDefault()));
    return new Catalogue(
        organizations,
        all(Kind.PROJECT, row -> new Project(row.id(), row.displayName(), row.organization())),
        all(
            Kind.ACCOUNT_ROLE,
            row ->
                new AccountRole(
                    row.id(), row.displayName(), row.administrative(), row.isDefault())),
        all(
            Kind.PROJECT_ROLE,
            row -> new ProjectRole(row.id(), row.displayName(), row.isDefault())),
        licenses(organizations));
  }

  private List<License> licenses(List<Organization> organizations) {
    Map<String, Integer> places = new HashMap<>();
    organizations.forEach(each -> places.put(each.id(), places.size()));
    Comparator<CatalogueRow> accountFirstThenAsOrganizations =
        Comparator.comparing(pool -> places.getOrDefault(pool.organization(), -1));
    Map<String, List<CatalogueRow>> pools =
        rows.getOrDefault(Kind.POOL, List.of()).stream()
            .sorted(accountFirstThenAsOrganizations)
            .collect(Collectors.groupingBy(CatalogueRow::id));
    return all(
        Kind.LICENSE,
        row ->
            new License(
                row.id(),
                row.displayName(),
                pools.getOrDefault(row.id(), List.of()).stream().map(this::pool).toList()));
  }

  private Pool pool(CatalogueRow row) {
    return new Pool(
        Optional.of(row.organization()).filter(id -> !id.isEmpty()),
        row.seats() == null ? OptionalInt.empty() : OptionalInt.of(row.seats()));
  }

  private <T> List<T> all(Kind kind, Function<CatalogueRow, T> make) {
    return rows.getOrDefault(kind, List.of()).stream().map(make).toList();
  }
}
