package dev.usher.store.group;

import dev.usher.store.query.ListMapper;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.ibatis.annotations.Param;

/** Groups and what they grant. Every statement carries the account; none reads a member. */
public interface GroupMapper extends ListMapper<GroupRow> {

  /** One group, with its grants. */
  Optional<GroupRow> find(@Param("account") UUID account, @Param("id") UUID id);

  /** The same, and nobody else changes the group, its grants or its members until commit. */
  Optional<GroupRow> lock(@Param("account") UUID account, @Param("id") UUID id);

  /**
   * Locks groups one after the other, as {@link #lock} does.
   *
   * @param ids a JSON array, in the order in which everybody locks groups, that of their ids
   * @return the ids of those that are there
   */
  List<UUID> lockAll(@Param("account") UUID account, @Param("ids") String ids);

  /**
   * Groups in any order.
   *
   * @param ids a JSON array
   */
  List<GroupRow> all(@Param("account") UUID account, @Param("ids") String ids);

  void insert(@Param("group") GroupWrite group, @Param("createdAt") Instant createdAt);

  /** Writes every column of the group if it still has that version; tells how many it found. */
  int update(@Param("group") GroupWrite group, @Param("expected") long expectedVersion);

  /** Deletes the group's row; its members, grants and memberships must have gone before. */
  void delete(@Param("account") UUID account, @Param("id") UUID id);

  void deleteProjectRoles(@Param("account") UUID account, @Param("group") UUID group);

  /** Adds grants; never called without any. */
  void insertProjectRoles(
      @Param("account") UUID account,
      @Param("group") UUID group,
      @Param("rows") List<GrantRow> rows);

  /**
   * Counts up the versions of groups, in the order of their ids, which is also the order in which
   * everybody locks them; never called without any.
   */
  void touch(
      @Param("account") UUID account, @Param("ids") List<UUID> ids, @Param("now") Instant now);
}
