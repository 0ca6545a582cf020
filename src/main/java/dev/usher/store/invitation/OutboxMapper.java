package dev.usher.store.invitation;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.apache.ibatis.annotations.Param;

/**
 * The mails that wait. What is due is looked for across accounts, for the worker; every other
 * statement carries the account.
 */
public interface OutboxMapper {

  /** Adds mails. */
  void insert(@Param("account") UUID account, @Param("rows") List<NewMail> rows);

  /** Drops what waits for that user. */
  void deleteOf(@Param("account") UUID account, @Param("user") UUID user);

  /** What is due, the longest waiting first. */
  List<OutboxRow> due(@Param("now") Instant now, @Param("limit") int limit);

  /**
   * Takes a mail that nobody has taken since it was read.
   *
   * @param dueAt as it was read
   * @param until the end of the lease, when another worker may take it
   * @return 1 when taken, 0 when somebody else has it
   */
  int claim(
      @Param("account") UUID account,
      @Param("id") UUID id,
      @Param("dueAt") Instant dueAt,
      @Param("claim") UUID claim,
      @Param("until") Instant until);

  /** Removes a mail that was sent under that claim; tells how many there were. */
  int delete(@Param("account") UUID account, @Param("id") UUID id, @Param("claim") UUID claim);

  /** Puts a mail back for later; nothing happens when another worker has taken it since. */
  void postpone(
      @Param("account") UUID account,
      @Param("id") UUID id,
      @Param("claim") UUID claim,
      @Param("dueAt") Instant dueAt,
      @Param("error") String error);

  /** Gives a mail up; nothing happens when another worker has taken it since. */
  void bury(
      @Param("account") UUID account,
      @Param("id") UUID id,
      @Param("claim") UUID claim,
      @Param("deadAt") Instant deadAt,
      @Param("error") String error);

  /** Everything that waits or was given up, the oldest first. */
  List<OutboxRow> list(@Param("account") UUID account);

  /** Makes a mail due now, given up or not; tells how many there were. */
  int retry(@Param("account") UUID account, @Param("id") UUID id, @Param("now") Instant now);
}
