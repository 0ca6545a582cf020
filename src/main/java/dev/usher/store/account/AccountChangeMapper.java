package dev.usher.store.account;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.ibatis.annotations.Param;

/** Which accounts have changed, in the order of the commits. */
public interface AccountChangeMapper {

  /** Takes the next number; until the transaction ends no other one takes one. */
  void takeNumber();

  /** Gives the account the number that this transaction has taken. */
  void put(UUID accountId);

  /**
   * The number of the account's last change; empty when it has not changed since numbers are given.
   */
  Optional<Long> version(UUID accountId);

  /**
   * The accounts that have changed after a number, in one statement with the last number.
   *
   * @param limit of rows: where there are as many, there may be more
   * @return at least one row; where no account has changed, one row without an account
   */
  List<AccountChangeRow> since(@Param("version") long version, @Param("limit") int limit);
}
