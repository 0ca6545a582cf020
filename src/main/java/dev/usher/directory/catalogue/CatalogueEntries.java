package dev.usher.directory.catalogue;

import dev.usher.directory.query.Totals;
import dev.usher.scim.error.ScimException;
import dev.usher.scim.filter.Operator;
import dev.usher.scim.filter.Predicate;
import dev.usher.scim.query.ListQuery;
import dev.usher.scim.query.ListResponse;
import dev.usher.scim.query.Page;
import dev.usher.scim.query.Sort;
import dev.usher.scim.schema.ResourceType;
import dev.usher.scim.schema.ResourceTypes;
import dev.usher.store.Transactions;
import dev.usher.store.catalogue.CatalogueEntryMapper;
import dev.usher.store.catalogue.CatalogueEntryRow;
import dev.usher.store.query.CatalogueAttributes;
import dev.usher.store.query.QueryCompiler;
import dev.usher.store.query.QuerySql;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The catalogue as SCIM resources: readable, filterable, paged. */
public final class CatalogueEntries {
  private final Transactions transactions;
  private final Totals totals;
  private final Map<String, QueryCompiler> compilers;

  /**
   * @param scimBase the absolute URL of the SCIM base, without a slash at its end
   */
  public CatalogueEntries(Transactions transactions, Totals totals, String scimBase) {
    this.transactions = transactions;
    this.totals = totals;
    this.compilers =
        ResourceTypes.CATALOGUE.stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    ResourceType::name,
                    type ->
                        new QueryCompiler(
                            CatalogueAttributes.table(type, scimBase + type.endpoint()))));
  }

  /** One page of the entries of a type (RFC 7644 §3.4.2). */
  public ListResponse<CatalogueEntry> list(UUID account, ResourceType type, ListQuery query) {
    QuerySql sql =
        compilers
            .get(type.name())
            .compile(
                account,
                query.filter(),
                query.sort().map(Sort::path),
                query.sort().map(Sort::descending).orElse(false));
    Page.Index page = (Page.Index) query.page();
    return transactions.read(
        tx -> {
          CatalogueEntryMapper mapper = tx.mapper(CatalogueEntryMapper.class);
          List<CatalogueEntry> entries =
              page.count() == 0
                  ? List.of()
                  : mapper.page(type.name(), sql, page.offset(), page.count()).stream()
                      .map(CatalogueEntries::entry)
                      .toList();
          long total =
              totals.of(
                  type.name(),
                  sql,
                  page.offset(),
                  page.count(),
                  entries.size(),
                  limit -> mapper.count(type.name(), sql, limit));
          return new ListResponse<>(total, page, entries);
        });
  }

  /**
   * One entry.
   *
   * @throws ScimException 404
   */
  public CatalogueEntry get(UUID account, ResourceType type, String id) {
    Predicate named = new Predicate.Compare(type.find("id").orElseThrow(), Operator.EQ, id);
    QuerySql sql =
        compilers.get(type.name()).compile(account, Optional.of(named), Optional.empty(), false);
    return transactions
        .read(tx -> tx.mapper(CatalogueEntryMapper.class).page(type.name(), sql, 0, 1))
        .stream()
        .map(CatalogueEntries::entry)
        .findFirst()
        .orElseThrow(
            () -> ScimException.notFound("There is no %s with that id.".formatted(type.name())));
  }

  private static CatalogueEntry entry(CatalogueEntryRow row) {
    return new CatalogueEntry(
        row.id(),
        row.displayName(),
        Optional.ofNullable(row.description()),
        Optional.ofNullable(row.organizationId()),
        Boolean.TRUE.equals(row.isDefault()),
        optional(row.seats()),
        optional(row.used()));
  }

  private static OptionalLong optional(Long value) {
    return Optional.ofNullable(value)
        .map((Function<Long, OptionalLong>) OptionalLong::of)
        .orElse(OptionalLong.empty());
  }
}
