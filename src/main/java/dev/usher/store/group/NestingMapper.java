package dev.usher.store.group;

import java.util.List;
import java.util.UUID;
import org.apache.ibatis.annotations.Param;

/**
 * Which groups are in which groups, over any number of steps. Every recursion here is over a set of
 * groups, each of which is visited once, so that its cost is that of the memberships it passes and
 * cycles end. Ids travel as the text of a JSON array.
 */
public interface NestingMapper {

  /** Writes the account's row, so that the transaction holds it, on every node of a cluster. */
  void raiseGuard(@Param("account") UUID account);

  /**
   * Memberships of groups in groups from those groups upwards, in no order.
   *
   * @param limit of rows
   */
  List<NestingRow> above(
      @Param("account") UUID account, @Param("ids") String ids, @Param("limit") int limit);

  /**
   * Memberships of groups in groups from those groups downwards, in no order.
   *
   * @param limit of rows
   */
  List<NestingRow> below(
      @Param("account") UUID account, @Param("ids") String ids, @Param("limit") int limit);

  /** As {@link #above}, all of them, with what is shown of the upper group. */
  List<AncestorRow> ancestors(@Param("account") UUID account, @Param("ids") String ids);
}
