package dev.usher.store.license;

import java.util.UUID;
import org.apache.ibatis.annotations.Param;

/**
 * The seats of licenses. Counting is done by the row itself, so that no two writers can oversell.
 */
public interface PoolMapper {

  /**
   * Takes a seat if one is left.
   *
   * @param organization of the pool, empty for the account's
   * @return 1 when taken, 0 when the pool is full
   */
  int take(
      @Param("account") UUID account,
      @Param("license") String license,
      @Param("organization") String organization);

  /**
   * Holds the pool's row for this transaction on this node, where it is to be written later.
   *
   * @param organization of the pool, empty for the account's
   * @return the seats that are taken; null when there is no such pool
   */
  Long lock(
      @Param("account") UUID account,
      @Param("license") String license,
      @Param("organization") String organization);

  /**
   * Gives a seat back.
   *
   * @param organization of the pool, empty for the account's
   * @return 1 when given back, 0 when the pool counts no taken seat
   */
  int free(
      @Param("account") UUID account,
      @Param("license") String license,
      @Param("organization") String organization);
}
