package dev.usher.store.seed;

import java.util.UUID;
import org.apache.ibatis.annotations.Param;

/**
 * Fills an account faster than requests could, for measuring. Users are numbered from 1; the number
 * is in the id, as {@code 01900000-0000-7000-8000-} and twelve hexadecimal digits.
 */
public interface SeedMapper {

  /** Adds Active users 1 to {@code count} to an account that has none. */
  void users(@Param("account") UUID account, @Param("count") int count);

  /** Makes users 1 to {@code count} members of a group that has none. */
  void members(
      @Param("account") UUID account, @Param("group") UUID group, @Param("count") int count);
}
