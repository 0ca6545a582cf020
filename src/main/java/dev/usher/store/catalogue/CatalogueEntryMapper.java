package dev.usher.store.catalogue;

import dev.usher.store.query.QuerySql;
import java.util.List;
import org.apache.ibatis.annotations.Param;

/** The catalogue as lists of resources. Every statement carries the account. */
public interface CatalogueEntryMapper {

  /** A page of the entries of a type, which is the name of a resource type. */
  List<CatalogueEntryRow> page(
      @Param("type") String type,
      @Param("query") QuerySql query,
      @Param("offset") long offset,
      @Param("limit") int limit);

  /** As {@link dev.usher.store.query.ListMapper#position}. */
  String position(
      @Param("type") String type, @Param("query") QuerySql query, @Param("id") String id);

  /** How many entries the query finds, counting no further than {@code limit}. */
  long count(
      @Param("type") String type, @Param("query") QuerySql query, @Param("limit") long limit);
}
