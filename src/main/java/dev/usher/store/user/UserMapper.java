package dev.usher.store.user;

import dev.usher.store.query.Lookup;
import dev.usher.store.query.QuerySql;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.session.ResultHandler;

/** Users and the rows that hang on them. Every statement carries the account. */
public interface UserMapper {

  /**
   * One user with the groups that it is itself a member of.
   *
   * @param limit of rows: where there are as many, there may be more
   * @return a row for each group, in the order of their ids, a nested one perhaps more than once; a
   *     row without a group for somebody in none; empty when there is no such user. A user who
   *     takes much room is in a group's row without what {@link UserRow#isWhole} says.
   */
  List<UserRow> find(
      @Param("account") UUID account, @Param("id") UUID id, @Param("limit") int limit);

  /**
   * The users of a lookup in no order, each as {@link #find} reads it, perhaps more than once.
   *
   * @param limit of rows: where there are as many, there may be more
   */
  List<UserRow> lookUp(@Param("query") Lookup query, @Param("limit") int limit);

  /**
   * Users without their groups, in any order.
   *
   * @param ids a JSON array
   */
  List<UserRow> all(@Param("account") UUID account, @Param("ids") String ids);

  /**
   * The same users in the order of their ids' places in the array, each handled as its row comes
   * in, so that few of them are in memory. The handler cannot use the transaction.
   *
   * @param ids a JSON array
   */
  void each(
      @Param("account") UUID account, @Param("ids") String ids, ResultHandler<UserRow> handler);

  /** The ids of a page, in the order of the query. */
  List<UUID> ids(
      @Param("query") QuerySql query, @Param("offset") long offset, @Param("limit") int limit);

  /** As {@link dev.usher.store.query.ListMapper#position}. */
  String position(@Param("query") QuerySql query, @Param("id") String id);

  /** As {@link dev.usher.store.query.ListMapper#count}. */
  long count(@Param("query") QuerySql query, @Param("limit") long limit);

  /** Nobody else changes the user until commit; empty when there is none. */
  Optional<Long> lock(@Param("account") UUID account, @Param("id") UUID id);

  /** Whether somebody in the account has that userName. */
  boolean userNameTaken(@Param("account") UUID account, @Param("userName") String userName);

  /** Adds users, who were created when they were last modified. */
  void insert(@Param("rows") List<UserWrite> rows);

  /** Writes every column of the user if it still has that version; tells how many rows it found. */
  int update(@Param("user") UserWrite user, @Param("expected") long expectedVersion);

  /** Deletes the user if it still has that version; the rows that hang on it go with it. */
  int delete(
      @Param("account") UUID account, @Param("id") UUID id, @Param("expected") long expected);

  void deleteEmails(@Param("account") UUID account, @Param("user") UUID user);

  void insertEmails(
      @Param("account") UUID account,
      @Param("rows") List<UserChildren.Of<UserChildren.Email>> rows);

  void deleteRoles(@Param("account") UUID account, @Param("user") UUID user);

  void insertRoles(
      @Param("account") UUID account, @Param("rows") List<UserChildren.Of<UserChildren.Role>> rows);

  void deleteEntitlements(@Param("account") UUID account, @Param("user") UUID user);

  void insertEntitlements(
      @Param("account") UUID account,
      @Param("rows") List<UserChildren.Of<UserChildren.Entitlement>> rows);

  void deleteProjectRoles(@Param("account") UUID account, @Param("user") UUID user);

  void insertProjectRoles(
      @Param("account") UUID account,
      @Param("rows") List<UserChildren.Of<UserChildren.ProjectRole>> rows);

  void deleteLicenses(@Param("account") UUID account, @Param("user") UUID user);

  void insertLicenses(
      @Param("account") UUID account,
      @Param("remembered") boolean remembered,
      @Param("rows") List<UserChildren.Of<UserChildren.License>> rows);
}
