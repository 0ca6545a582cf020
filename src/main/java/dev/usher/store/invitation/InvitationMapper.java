package dev.usher.store.invitation;

import dev.usher.store.query.ListMapper;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.ibatis.annotations.Param;

/** Invitations. Every statement carries the account. */
public interface InvitationMapper extends ListMapper<InvitationRow> {

  /** Adds open invitations of users who had none before. */
  void insertFirst(@Param("rows") List<NewInvitation> rows);

  /** The user's last invitation is it no more; called before {@link #insert}. */
  void makeRoom(@Param("account") UUID account, @Param("user") UUID user);

  /** Adds an open invitation, one generation above the user's last. */
  void insert(@Param("row") NewInvitation row);

  /**
   * Closes the user's open invitation, if there is one.
   *
   * @param status revoked or superseded
   * @return how many were open: 0 or 1
   */
  int close(
      @Param("account") UUID account, @Param("user") UUID user, @Param("status") String status);

  /** Marks an open invitation as accepted; tells how many were open: 0 or 1. */
  int accept(@Param("account") UUID account, @Param("id") UUID id, @Param("at") Instant at);

  /** Counts a mail that has been sent. */
  void sent(@Param("account") UUID account, @Param("id") UUID id, @Param("at") Instant at);

  /** One invitation. */
  Optional<InvitationRow> find(@Param("account") UUID account, @Param("id") UUID id);

  /** The user's last invitation, open or not. */
  Optional<InvitationRow> latest(@Param("account") UUID account, @Param("user") UUID user);
}
