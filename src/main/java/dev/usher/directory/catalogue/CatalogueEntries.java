package dev.usher.directory.catalogue;

import dev.usher.directory.query.Lists;
import dev.usher.scim.error.ScimException;
import dev.usher.scim.filter.Operator;
import dev.usher.scim.filter.Predicate;
import dev.usher.scim.query.ListQuery;
import dev.usher.scim.query.ListResponse;
import dev.usher.scim.schema.ResourceType;
import dev.usher.scim.schema.ResourceTypes;
import dev.usher.store.Transactions;
import dev.usher.store.catalogue.CatalogueEntryMapper;
import dev.usher.store.catalogue.CatalogueEntryRow;
import dev.usher.store.query.CatalogueAttributes;
import dev.usher.store.query.ListMapper;
import dev.usher.store.query.QueryCompiler;
import dev.usher.store.query.QuerySql;
import java.time.Clock;
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
  private final Lists lists;
  private final Map<String, QueryCompiler> compilers;

  /**
   * @param scimBase the absolute URL of the SCIM base, without a slash at its end
   * @param maxCost what a query may cost, in comparisons of a column
   * @param clock of all questions
   */
  public CatalogueEntries(
      Transactions transactions, Lists lists, String scimBase, int maxCost, Clock clock) {
    this.transactions = transactions;
    this.lists = lists;
    this.compilers =
        ResourceTypes.CATALOGUE.stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    ResourceType::name,
                    type ->
                        new QueryCompiler(
                            CatalogueAttributes.table(type, scimBase + type.endpoint()),
                            maxCost,
                            clock)));
  }

  /** One page of the entries of a type (RFC 7644 §3.4.2). */
  public ListResponse<CatalogueEntry> list(UUID account, ResourceType type, ListQuery query) {
    Lists.Listing listing = lists.of(type, compilers.get(type.name()), account, query);
    return transactions.read(
        tx ->
            listing.read(
                new Statements(type.name(), tx.mapper(CatalogueEntryMapper.class)),
                CatalogueEntries::entry,
                CatalogueEntryRow::id));
  }

  /** Those of one type. */
  private record Statements(String type, CatalogueEntryMapper mapper)
      implements ListMapper<CatalogueEntryRow> {

    @Override
    public List<CatalogueEntryRow> page(QuerySql query, long offset, int limit) {
      return mapper.page(type, query, offset, limit);
    }

    @Override
    public String position(QuerySql query, String id) {
      return mapper.position(type, query, id);
    }

    @Override
    public long count(QuerySql query, long limit) {
      return mapper.count(type, query, limit);
    }
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
        .readEach(tx -> tx.mapper(CatalogueEntryMapper.class).page(type.name(), sql, 0, 1))
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
