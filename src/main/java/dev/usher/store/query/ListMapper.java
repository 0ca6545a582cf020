package dev.usher.store.query;

import java.util.List;
import org.apache.ibatis.annotations.Param;

/** The statements that make a list of one resource type. */
public interface ListMapper<R> {

  /** A page of rows in the order of the query; the table has the alias of its attribute table. */
  List<R> page(
      @Param("query") QuerySql query, @Param("offset") long offset, @Param("limit") int limit);

  /**
   * What a row's place in the order of the query is told by, beside its id.
   *
   * @return null when the row lacks that value
   */
  String position(@Param("query") QuerySql query, @Param("id") String id);

  /** How many rows the query finds, counting no further than {@code limit}. */
  long count(@Param("query") QuerySql query, @Param("limit") long limit);
}
