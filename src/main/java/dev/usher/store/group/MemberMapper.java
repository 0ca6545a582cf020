package dev.usher.store.group;

import dev.usher.store.query.QuerySql;
import java.util.List;
import java.util.UUID;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.session.ResultHandler;

/**
 * Who is in which group. Members come and go by statements whose cost depends on how many of them
 * are named, not on how many the group has; those who call them have locked the group's row. Many
 * ids travel as one parameter, the text of a JSON array of UUIDs in lower case.
 */
public interface MemberMapper {

  /** Which of the ids are users or groups of the account; without display names. */
  List<MemberRow> known(@Param("account") UUID account, @Param("ids") String ids);

  /** The first of the ids that are users or groups of the account and no members. */
  List<UUID> absent(
      @Param("account") UUID account,
      @Param("group") UUID group,
      @Param("ids") String ids,
      @Param("limit") int limit);

  /** The first of the ids that are members. */
  List<UUID> present(
      @Param("account") UUID account,
      @Param("group") UUID group,
      @Param("ids") String ids,
      @Param("limit") int limit);

  /** The first members that are none of the ids. */
  List<UUID> others(
      @Param("account") UUID account,
      @Param("group") UUID group,
      @Param("ids") String ids,
      @Param("limit") int limit);

  /** The first of the users in a group that fulfil a condition. */
  List<UUID> matchingUsers(
      @Param("query") QuerySql condition, @Param("group") UUID group, @Param("limit") int limit);

  /** The first of the groups in a group that fulfil a condition. */
  List<UUID> matchingGroups(
      @Param("query") QuerySql condition, @Param("group") UUID group, @Param("limit") int limit);

  /**
   * Makes members of users that are none yet; tells how many.
   *
   * @param users at least one and at most {@link dev.usher.store.Tx#ROWS_AT_ONCE}, in the order of
   *     their ids
   * @throws dev.usher.store.StoreException.DuplicateKey when one is a member already
   * @throws dev.usher.store.StoreException.ForeignKey when one is no user of the account
   */
  int insertUsers(
      @Param("account") UUID account, @Param("group") UUID group, @Param("users") List<UUID> users);

  /**
   * Makes members of groups that are none yet; tells how many.
   *
   * @param children at least one and at most {@link dev.usher.store.Tx#ROWS_AT_ONCE}, in the order
   *     of their ids
   * @throws dev.usher.store.StoreException.DuplicateKey when one is a member already
   * @throws dev.usher.store.StoreException.ForeignKey when one is no group of the account
   */
  int insertGroups(
      @Param("account") UUID account,
      @Param("group") UUID group,
      @Param("children") List<UUID> children);

  /** Makes members of those users that are none yet; tells how many. For many at once. */
  int addUsers(
      @Param("account") UUID account, @Param("group") UUID group, @Param("ids") String ids);

  /** Makes members of those groups that are none yet; tells how many. For many at once. */
  int addGroups(
      @Param("account") UUID account, @Param("group") UUID group, @Param("ids") String ids);

  /** Removes a user; tells whether it was a member. */
  boolean removeUser(
      @Param("account") UUID account, @Param("group") UUID group, @Param("user") UUID user);

  /** Removes those users that are members; tells how many. */
  int removeUsers(
      @Param("account") UUID account, @Param("group") UUID group, @Param("ids") String ids);

  /** Removes those groups that are members; tells how many. */
  int removeGroups(
      @Param("account") UUID account, @Param("group") UUID group, @Param("ids") String ids);

  /** Removes all users but those; tells how many. */
  int keepUsers(
      @Param("account") UUID account, @Param("group") UUID group, @Param("ids") String ids);

  /** Removes all groups but those; tells how many. */
  int keepGroups(
      @Param("account") UUID account, @Param("group") UUID group, @Param("ids") String ids);

  /** Removes all users; tells how many. */
  int clearUsers(@Param("account") UUID account, @Param("group") UUID group);

  /** Removes all groups; tells how many. */
  int clearGroups(@Param("account") UUID account, @Param("group") UUID group);

  /** Removes the users that fulfil a condition; tells how many. */
  int removeMatchingUsers(@Param("query") QuerySql condition, @Param("group") UUID group);

  /** Removes the groups that fulfil a condition; tells how many. */
  int removeMatchingGroups(@Param("query") QuerySql condition, @Param("group") UUID group);

  /** Whether more users than that are in a group. */
  boolean moreUsersThan(
      @Param("account") UUID account, @Param("group") UUID group, @Param("limit") int limit);

  /** The users in a group, by id, after that one. */
  List<MemberRow> users(
      @Param("account") UUID account,
      @Param("group") UUID group,
      @Param("after") UUID after,
      @Param("limit") int limit);

  /** The groups in a group, by id, after that one. */
  List<MemberRow> groups(
      @Param("account") UUID account,
      @Param("group") UUID group,
      @Param("after") UUID after,
      @Param("limit") int limit);

  /**
   * The members of those groups that have at most so many users and at most so many groups in them,
   * each group handled as its row comes in, so that few of them are in memory. The handler cannot
   * use the transaction.
   *
   * @param groups a JSON array of ids, in the order of the rows
   * @param limit counted for each kind: a group may have twice as many members
   */
  void few(
      @Param("account") UUID account,
      @Param("ids") String groups,
      @Param("limit") int limit,
      ResultHandler<FewMembersRow> handler);

  /** The groups that a group is a direct member of. */
  List<UUID> parents(@Param("account") UUID account, @Param("child") UUID child);

  /** Takes a group out of all groups. */
  void leaveAsGroup(@Param("account") UUID account, @Param("child") UUID child);

  /** The groups that a user is a direct member of. */
  List<UUID> groupsOf(@Param("account") UUID account, @Param("user") UUID user);

  /** Takes a user out of all groups. */
  void leave(@Param("account") UUID account, @Param("user") UUID user);

  /**
   * The groups that these users are members of themselves, each one's in the order of their ids.
   *
   * @param users a JSON array of ids
   * @param limit of rows: where there are as many, there may be more
   */
  List<MembershipRow> directMemberships(
      @Param("account") UUID account, @Param("ids") String users, @Param("limit") int limit);

  /**
   * Which of these users are themselves members of more groups than that.
   *
   * @param users a JSON array of ids
   */
  List<UUID> inMoreGroupsThan(
      @Param("account") UUID account, @Param("ids") String users, @Param("limit") int limit);
}
