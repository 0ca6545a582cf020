package dev.usher.store.seed;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.ibatis.annotations.Param;

/**
 * Fills an account faster than requests could, for measuring. Users and groups are numbered from 1;
 * the number is in the id, as {@code 01900000-0000-7000-8000-} and twelve hexadecimal digits, of
 * groups with {@code 9000}.
 */
public interface SeedMapper {

  /** What people are called. */
  record Names(List<String> given, List<String> family, List<String> titles) {}

  /** Adds Active users with what an identity provider knows of people. */
  void people(
      @Param("account") UUID account,
      @Param("from") int from,
      @Param("to") int to,
      @Param("names") Names names);

  /** The search copies of their e-mail addresses: one for work, one at home. */
  void emails(
      @Param("account") UUID account,
      @Param("from") int from,
      @Param("to") int to,
      @Param("names") Names names);

  /** Gives seats of the first license to some of these users; {@link #countSeats} has to follow. */
  void licenses(@Param("account") UUID account, @Param("from") int from, @Param("to") int to);

  void countSeats(@Param("account") UUID account);

  /** Gives the default project role on all projects to some of these users. */
  void projectRoles(@Param("account") UUID account, @Param("from") int from, @Param("to") int to);

  /** Assigns the default account role to some of these users. */
  void roles(@Param("account") UUID account, @Param("from") int from, @Param("to") int to);

  /** Adds groups without members. */
  void groups(@Param("account") UUID account, @Param("from") int from, @Param("to") int to);

  /** Makes users members of a group that has none of them. */
  void members(
      @Param("account") UUID account,
      @Param("group") UUID group,
      @Param("from") int from,
      @Param("to") int to);

  /** Makes each of these users a member of one of the groups from the second on. */
  void spreadMembers(
      @Param("account") UUID account,
      @Param("from") int from,
      @Param("to") int to,
      @Param("groups") int groups);

  /** Removes users that were not planted. */
  int forgetAdded(@Param("account") UUID account);

  /** Gives everybody back what deactivation took; {@link #countSeats} has to follow. */
  void reactivate(@Param("account") UUID account);

  /** How many transactions have left behind what InnoDB has yet to clear away. */
  long leftToPurge();

  /** Brings the optimizer's statistics up to date. */
  List<Map<String, Object>> analyze();
}
