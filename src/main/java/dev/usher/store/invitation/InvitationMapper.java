package dev.usher.store.invitation;

import java.time.Instant;
import java.util.UUID;
import org.apache.ibatis.annotations.Param;

/** Invitations. Every statement carries the account. */
public interface InvitationMapper {

  /**
   * Adds an open invitation, one generation above the user's last.
   *
   * @param address where it is mailed to, or null when there is none
   */
  void insert(
      @Param("account") UUID account,
      @Param("id") UUID id,
      @Param("user") UUID user,
      @Param("address") String address,
      @Param("createdAt") Instant createdAt,
      @Param("expiresAt") Instant expiresAt);

  /**
   * Closes the user's open invitation, if there is one.
   *
   * @param status revoked or superseded
   * @return how many were open: 0 or 1
   */
  int close(
      @Param("account") UUID account, @Param("user") UUID user, @Param("status") String status);
}
