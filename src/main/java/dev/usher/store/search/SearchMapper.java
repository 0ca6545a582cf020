package dev.usher.store.search;

import dev.usher.store.query.UnionSql;
import java.util.List;
import org.apache.ibatis.annotations.Param;

/** Users and groups in one list. Every part of a statement carries the account. */
public interface SearchMapper {

  /**
   * A page in the order of the query.
   *
   * @param end how many rows there are up to the page's end: no type has to give more
   */
  List<SearchRow> page(
      @Param("query") UnionSql query,
      @Param("offset") long offset,
      @Param("limit") int limit,
      @Param("end") long end);

  /** How many resources the query finds, counting of each type no further than {@code limit}. */
  long count(@Param("query") UnionSql query, @Param("limit") long limit);
}
