package dev.usher.store.account;

import java.util.UUID;
import org.apache.ibatis.annotations.Param;

/** Account-wide rules: who administers an account, and the row that locks the question. */
public interface AccountGuardMapper {

  /** Writes the account's row, so that the transaction holds it, on every node of a cluster. */
  void raiseGuard(@Param("account") UUID account);

  /**
   * Holds the account's row for this transaction on this node, where it is to be written later;
   * returns the guard, null when there is no account.
   */
  Long lock(@Param("account") UUID account);

  /** Whether that user is Active and holds an administrative role. */
  boolean activeAdministrator(@Param("account") UUID account, @Param("user") UUID user);

  /** Whether any Active user holds an administrative role. */
  boolean activeAdministratorExists(@Param("account") UUID account);
}
